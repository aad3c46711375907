using System.Globalization;
using System.Text.Json;

namespace WasiHal.Recording;

/// <summary>Reads <c>wasihal-bus/1</c> files, strictly: members that it does not know are passed over, everything else must be right.</summary>
internal static class BusFileReader
{
    /// <summary>The longest line that can be one.</summary>
    private const int LongestLine = 65_536;

    public static BusRecording Read(Stream stream, string name)
    {
        using var reader = new StreamReader(stream, new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var number = 0;
        (string Plugin, DateTimeOffset Started, long Dropped)? header = null;
        var transactions = new List<BusTransaction>();
        try
        {
            while (reader.ReadLine() is { } text)
            {
                number++;
                if (text.Length > LongestLine)
                {
                    throw new BusLineException($"has {text.Length} characters, more than {LongestLine}");
                }

                using var document = JsonDocument.Parse(text);
                var line = new BusLine(document.RootElement);
                if (header is null)
                {
                    header = Header(line);
                }
                else
                {
                    transactions.Add(Transaction(line, number));
                }
            }
        }
        catch (Exception wrong) when (wrong is BusLineException or JsonException or System.Text.DecoderFallbackException)
        {
            var what = wrong is BusLineException ? wrong.Message : wrong is JsonException ? "is not one JSON object" : "is not UTF-8";
            throw new InvalidDataException($"{name}:{Math.Max(number, 1)}: {what}.", wrong);
        }

        return header is { } known
            ? new BusRecording(name, known.Plugin, known.Started, known.Dropped, transactions)
            : throw new InvalidDataException($"{name}:1: is empty, and the first line says what the file is.");
    }

    private static (string Plugin, DateTimeOffset Started, long Dropped) Header(BusLine line)
    {
        var format = line.Text("format");
        if (format != BusFileWriter.Format)
        {
            throw new BusLineException($"format is \"{format}\", accepted is \"{BusFileWriter.Format}\"");
        }

        var started = line.Text("started");
        return DateTimeOffset.TryParse(started, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? (line.Text("plugin"), time, line.Has("dropped") ? line.Count("dropped") : 0)
            : throw new BusLineException($"started is \"{started}\", accepted is a time such as 2026-03-01T12:00:00.000Z");
    }

    private static BusTransaction Transaction(BusLine line, int number)
    {
        var bus = line.Text("bus");
        var kind = bus.Split('-', 2)[0];
        var operation = line.Has("op") ? line.Text("op") : null;
        if (BusVerbShape.Find(kind, operation) is not { } verb)
        {
            throw Unknown(bus, kind, operation);
        }

        var shape = BusVerbShape.Of(verb);
        var error = line.Has("error") ? line.Word("error", KebabWords.Errors) : (int?)null;
        var entry = new BusEntry
        {
            Verb = verb,
            Bus = bus,
            Error = (HardwareErrorKind?)error,
            Message = line.Has("message") ? line.Text("message") : null,
            Text = shape.Text is { } text && line.Has(text) ? line.Text(text) : null,
            Address = shape.HasAddress ? line.Address("address") : (byte)0,
            Whole = shape.Whole is { } whole ? (shape.Words is { } words ? line.WordOrNumber(whole, words) : line.Whole(whole)) : 0,
            SecondWhole = shape.SecondWhole is { } second ? line.Whole(second) : 0,
        };
        _ = line.Real("t");
        if (error is null || !shape.AnswersReals)
        {
            entry.Real = shape.Real is { } real ? line.Real(real) : 0;
            entry.SecondReal = shape.SecondReal is { } secondReal ? line.Real(secondReal) : 0;
        }

        if (shape.Flag is { } flag && (error is null || !shape.AnswersFlag))
        {
            entry.Flag = line.Flag(flag);
        }

        var write = line.Bytes("write");
        var read = line.Bytes("read");
        entry.WriteLength = Length(line, "writeLength", write.Length);
        entry.ReadLength = Length(line, "readLength", read.Length);
        entry.WriteKept = write.Length;
        entry.ReadKept = read.Length;
        return new BusTransaction(number, entry, write, read);
    }

    private static int Length(BusLine line, string name, int kept)
    {
        var length = line.Has(name) ? line.Whole(name) : kept;
        return length >= kept ? length : throw new BusLineException($"{name} is {length}, and there are {kept} bytes");
    }

    private static BusLineException Unknown(string bus, string kind, string? operation)
    {
        var operations = BusVerbShape.OperationsOf(kind).ToArray();
        return operations.Length == 0
            ? new($"bus \"{bus}\" is of no known kind; known are {string.Join(", ", BusVerbShape.Kinds)}")
            : new($"op of {kind} is {(operation is null ? "absent" : $"\"{operation}\"")}, accepted is {string.Join(", ", operations.Select(known => known ?? "none"))}");
    }
}
