using System.Buffers;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace WasiHal.Recording;

/// <summary>Writes <c>wasihal-bus/1</c> files, as docs/recording.md describes them.</summary>
internal static class BusFileWriter
{
    /// <summary>The format, in the first line of every file.</summary>
    public const string Format = "wasihal-bus/1";

    private const int FlushBytes = 32_768;

    private static readonly string HostVersion =
        typeof(BusFileWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    public static async Task WriteAsync(Stream stream, string plugin, BusSnapshot snapshot, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(FlushBytes);
        using var json = new Utf8JsonWriter(buffer);
        WriteHeader(json, plugin, snapshot);
        EndLine(json, buffer);
        var position = 0;
        foreach (var entry in snapshot.Entries)
        {
            WriteEntry(json, snapshot, in entry, snapshot.Bytes.AsSpan(position, entry.WriteKept + entry.ReadKept));
            EndLine(json, buffer);
            position += entry.WriteKept + entry.ReadKept;
            if (buffer.WrittenCount >= FlushBytes)
            {
                await stream.WriteAsync(buffer.WrittenMemory, cancellationToken).ConfigureAwait(false);
                buffer.ResetWrittenCount();
            }
        }

        await stream.WriteAsync(buffer.WrittenMemory, cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static void WriteHeader(Utf8JsonWriter json, string plugin, BusSnapshot snapshot)
    {
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteString("plugin", plugin);
        json.WriteString("started", snapshot.Started.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteNumber("dropped", snapshot.Dropped);
        json.WriteString("host", HostVersion);
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, BusSnapshot snapshot, in BusEntry entry, ReadOnlySpan<byte> bytes)
    {
        var shape = BusVerbShape.Of(entry.Verb);
        var failed = entry.Error is not null;
        json.WriteStartObject();
        json.WriteNumber("t", Seconds(snapshot.Time.GetElapsedTime(snapshot.Origin, entry.Started)));
        json.WriteString("bus", entry.Bus);
        WriteText(json, "op", shape.Operation);
        WriteText(json, shape.Text, entry.Text);
        if (shape.HasAddress)
        {
            json.WriteString("address", $"0x{entry.Address:x2}");
        }

        WriteWhole(json, shape, in entry);
        WriteReal(json, shape.AnswersReals && failed ? null : shape.Real, entry.Real);
        WriteReal(json, shape.AnswersReals && failed ? null : shape.SecondReal, entry.SecondReal);
        if (shape.Flag is { } flag && !(shape.AnswersFlag && failed))
        {
            json.WriteBoolean(flag, entry.Flag);
        }

        WriteBytes(json, "write", "writeLength", bytes[..entry.WriteKept], entry.WriteLength);
        WriteBytes(json, "read", "readLength", bytes[entry.WriteKept..], entry.ReadLength);
        if (entry.Error is { } error)
        {
            json.WriteString("error", KebabWords.Errors[(int)error]);
            WriteText(json, "message", entry.Message);
        }

        json.WriteNumber("took", Seconds(snapshot.Time.GetElapsedTime(entry.Started, entry.Ended)));
        json.WriteEndObject();
    }

    private static void WriteWhole(Utf8JsonWriter json, BusVerbShape shape, in BusEntry entry)
    {
        if (shape.Whole is { } whole)
        {
            if (shape.Words is { } words && entry.Whole >= 0 && entry.Whole < words.Count)
            {
                json.WriteString(whole, words[entry.Whole]);
            }
            else
            {
                json.WriteNumber(whole, entry.Whole);
            }
        }

        if (shape.SecondWhole is { } second)
        {
            json.WriteNumber(second, entry.SecondWhole);
        }
    }

    private static void WriteBytes(Utf8JsonWriter json, string name, string lengthName, ReadOnlySpan<byte> kept, int length)
    {
        if (!kept.IsEmpty)
        {
            json.WriteString(name, Convert.ToHexStringLower(kept));
        }

        if (kept.Length < length)
        {
            json.WriteNumber(lengthName, length);
        }
    }

    // JSON has no word for what is no number; a request that holds one was refused, and its line says so.
    private static void WriteReal(Utf8JsonWriter json, string? name, double value)
    {
        if (name is not null && double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else if (name is not null)
        {
            json.WriteString(name, value.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    private static void WriteText(Utf8JsonWriter json, string? name, string? value)
    {
        if (name is not null && value is not null)
        {
            json.WriteString(name, value);
        }
    }

    // To the microsecond: finer than any bus, and short to read.
    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 6);

    private static void EndLine(Utf8JsonWriter json, ArrayBufferWriter<byte> buffer)
    {
        json.Flush();
        json.Reset();
        buffer.Write("\n"u8);
    }
}
