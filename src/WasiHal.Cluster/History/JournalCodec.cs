using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.History;

/// <summary>A <see cref="JournalBatch"/> as the content of a row. A reading takes about a dozen bytes.</summary>
internal static class JournalCodec
{
    private const byte HasName = 1, HasClock = 2, HasStatus = 4, SharesOutbox = 8;
    private const byte KindBits = 3, IsSet = 4, NewExpectation = 8;

    public static void Write(RowWriter writer, JournalBatch batch)
    {
        writer.Byte((byte)((batch.Name is null ? 0 : HasName) | (batch.ClockAhead is null ? 0 : HasClock) | (batch.Status is null ? 0 : HasStatus) | (batch.SharesOutbox ? SharesOutbox : 0)));
        writer.Text(batch.Node);
        writer.Signed(batch.Heard);
        if (batch.Name is { } name)
        {
            writer.Text(name.Incarnation);
            writer.Count(name.Sequence);
            writer.Bits(batch.Hash);
        }

        writer.Count(batch.Rejected);
        if (batch.ClockAhead is { } ahead)
        {
            writer.Signed(ahead);
        }

        if (batch.Status is { } status)
        {
            StatusCodec.Write(writer, status);
        }

        WriteReadings(writer, batch.Readings, batch.Heard);
    }

    /// <summary>Reads a row.</summary>
    /// <exception cref="RowDamagedException">It does not fit together.</exception>
    public static JournalBatch Read(ReadOnlySpan<byte> data)
    {
        var reader = new RowReader(data);
        var flags = reader.Byte();
        var node = reader.Text();
        var heard = reader.Signed();
        BatchName? name = (flags & HasName) != 0 ? new(reader.Text(), reader.Count()) : null;
        var hash = name is null ? UInt128.Zero : reader.Bits128();
        var rejected = reader.Count();
        long? ahead = (flags & HasClock) != 0 ? reader.Signed() : null;
        var status = (flags & HasStatus) != 0 ? StatusCodec.Read(ref reader) : null;
        return new(node, name, (flags & SharesOutbox) != 0, hash, rejected, heard, ahead, status, ReadReadings(ref reader, data.Length, heard));
    }

    private static void WriteReadings(RowWriter writer, IReadOnlyList<StoredReading> readings, long heard)
    {
        writer.Count(readings.Count);
        var (time, expected) = (heard, 0L);
        foreach (var reading in readings)
        {
            var kind = reading.Value.Kind;
            var isSet = kind == ReadingValueKind.Flag && reading.Value.Flag;
            writer.Byte((byte)((int)kind | (isSet ? IsSet : 0) | (reading.ExpectedEvery == expected ? 0 : NewExpectation)));
            writer.Count(reading.Series);
            writer.Signed(unchecked(reading.Time - time));
            if (reading.ExpectedEvery != expected)
            {
                writer.Count(reading.ExpectedEvery);
            }

            if (kind == ReadingValueKind.Number)
            {
                writer.Number(reading.Value.Number);
            }
            else if (kind == ReadingValueKind.Text)
            {
                writer.Text(reading.Value.Text);
            }

            (time, expected) = (reading.Time, reading.ExpectedEvery);
        }
    }

    private static StoredReading[] ReadReadings(ref RowReader reader, int mostReadings, long heard)
    {
        var readings = new StoredReading[reader.Count(mostReadings)];
        var (time, expected) = (heard, 0L);
        for (var i = 0; i < readings.Length; i++)
        {
            var head = reader.Byte();
            var series = (int)reader.Count(int.MaxValue);
            time = unchecked(time + reader.Signed());
            expected = (head & NewExpectation) != 0 ? reader.Count() : expected;
            readings[i] = new(series, time, ReadValue(ref reader, head), expected);
        }

        return reader.IsAtEnd ? readings : throw new RowDamagedException("something follows its end");
    }

    private static ReadingValue ReadValue(ref RowReader reader, byte head) => (ReadingValueKind)(head & KindBits) switch
    {
        ReadingValueKind.Number => reader.Number() is var number && double.IsFinite(number) ? ReadingValue.FromNumber(number) : throw new RowDamagedException("a number is none"),
        ReadingValueKind.Flag => ReadingValue.FromFlag((head & IsSet) != 0),
        ReadingValueKind.Text => ReadingValue.FromText(reader.Text()),
        _ => throw new RowDamagedException("a value is of no kind"),
    };
}
