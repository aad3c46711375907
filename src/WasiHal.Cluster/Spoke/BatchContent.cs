using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Spoke;

/// <summary>
/// The readings of a batch as they are stored: the length of their JSON, an array as the push has it, and the JSON
/// compressed. It is stored in the form in which it is sent, so that a batch is the same each time it is sent.
/// </summary>
internal static class BatchContent
{
    // Four of eleven: what a higher one saves is less than the time of a Pi Zero that it costs.
    private const int Quality = 4;
    private const int Window = 18;
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Packs readings, from the first on, as many as fit.</summary>
    /// <param name="readings">At least one; each of them fits by itself.</param>
    /// <param name="maxJson">Bytes of the JSON.</param>
    /// <param name="packed">How many it holds.</param>
    public static byte[] Pack(ReadOnlySpan<Reading> readings, int maxJson, out int packed)
    {
        var json = new ArrayBufferWriter<byte>(4096);
        using var writer = new Utf8JsonWriter(json, Relaxed);
        writer.WriteStartArray();
        var (end, count) = (0L, 0);
        foreach (ref readonly var reading in readings)
        {
            Write(writer, reading);
            if (count > 0 && (writer.BytesCommitted + writer.BytesPending + 1 > maxJson || count == PushRules.MaxReadings))
            {
                break;
            }

            (end, count) = (writer.BytesCommitted + writer.BytesPending, count + 1);
        }

        writer.Flush();
        packed = count;

        // The one that was too much is cut off again.
        var whole = new byte[end + 1];
        json.WrittenSpan[..(int)end].CopyTo(whole);
        whole[^1] = (byte)']';
        return Compress(whole);
    }

    /// <summary>The JSON of a packed batch.</summary>
    /// <exception cref="InvalidDataException">It is no packed batch.</exception>
    public static byte[] Unpack(ReadOnlySpan<byte> content)
    {
        if (content.Length < sizeof(int) || BinaryPrimitives.ReadInt32LittleEndian(content) is var length && length is < 2 or > PushRules.MaxBytes)
        {
            throw new InvalidDataException("A batch has no length.");
        }

        var json = new byte[length];
        return BrotliDecoder.TryDecompress(content[sizeof(int)..], json, out var written) && written == length
            ? json
            : throw new InvalidDataException("A batch cannot be unpacked.");
    }

    /// <summary>The readings of a batch's JSON.</summary>
    public static IReadOnlyList<PushReading> Parse(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, NodeJson.Default.IReadOnlyListPushReading) ?? [];

    /// <summary>The same batch with those of its times set right that are from before the clock was set; done twice it changes nothing more.</summary>
    /// <param name="content">Packed.</param>
    /// <param name="shift">Added to each of them.</param>
    public static byte[] Shift(ReadOnlySpan<byte> content, TimeSpan shift)
    {
        var json = new ArrayBufferWriter<byte>(4096);
        using var writer = new Utf8JsonWriter(json, Relaxed);
        writer.WriteStartArray();
        foreach (var reading in Parse(Unpack(content)))
        {
            Write(writer, reading.Time < ClockOffset.FirstSet ? reading with { Time = reading.Time + shift } : reading);
        }

        writer.WriteEndArray();
        writer.Flush();
        return Compress(json.WrittenSpan);
    }

    private static byte[] Compress(ReadOnlySpan<byte> json)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(sizeof(int) + BrotliEncoder.GetMaxCompressedLength(json.Length));
        BinaryPrimitives.WriteInt32LittleEndian(buffer, json.Length);
        if (!BrotliEncoder.TryCompress(json, buffer.AsSpan(sizeof(int)), out var written, Quality, Window))
        {
            throw new InvalidOperationException("A batch did not fit where it must.");
        }

        var content = buffer[..(sizeof(int) + written)];
        ArrayPool<byte>.Shared.Return(buffer);
        return content;
    }

    private static void Write(Utf8JsonWriter writer, in Reading reading) => Write(writer, new(
        reading.Plugin,
        reading.Measurement.Sensor,
        reading.Measurement.Quantity,
        reading.Measurement.Value,
        reading.Measurement.Unit,
        reading.Time,
        reading.ExpectedEvery > TimeSpan.Zero ? reading.ExpectedEvery.TotalSeconds : null));

    private static void Write(Utf8JsonWriter writer, PushReading reading)
    {
        writer.WriteStartObject();
        writer.WriteString("plugin"u8, reading.Plugin);
        writer.WriteString("sensor"u8, reading.Sensor);
        writer.WriteString("quantity"u8, reading.Quantity);
        writer.WritePropertyName("value"u8);
        switch (reading.Value.Kind)
        {
            case ReadingValueKind.Number:
                writer.WriteNumberValue(reading.Value.Number);
                break;
            case ReadingValueKind.Flag:
                writer.WriteBooleanValue(reading.Value.Flag);
                break;
            default:
                writer.WriteStringValue(reading.Value.Text);
                break;
        }

        if (!string.IsNullOrEmpty(reading.Unit))
        {
            writer.WriteString("unit"u8, reading.Unit);
        }

        writer.WritePropertyName("time"u8);
        HistoryValue.WriteTime(writer, reading.Time);
        if (reading.ExpectedEverySeconds is { } seconds)
        {
            writer.WriteNumber("expectedEverySeconds"u8, seconds);
        }

        writer.WriteEndObject();
    }
}
