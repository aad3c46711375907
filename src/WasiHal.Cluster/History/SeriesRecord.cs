namespace WasiHal.Cluster.History;

/// <summary>A series as the database knows it. One that changes its unit is another one from then on, so that no number is shown in a unit that it is not in. For one thread.</summary>
/// <param name="id">Its number in the database.</param>
/// <param name="name">Its name.</param>
/// <param name="unit">The unit of all its readings.</param>
internal sealed class SeriesRecord(int id, SeriesId name, string unit)
{
    /// <summary>Its number in the database.</summary>
    public int Id { get; } = id;

    /// <summary>Its name.</summary>
    public SeriesId Name { get; } = name;

    /// <summary>The unit of all its readings.</summary>
    public string Unit { get; } = unit;

    /// <summary>Its newest reading; null as long as none is kept.</summary>
    public NewestReading? Newest { get; private set; }

    /// <summary>Readings of it in the journal.</summary>
    public int InJournal { get; set; }

    /// <summary>Whether it is not in the database as it is here.</summary>
    public bool IsChanged { get; set; }

    /// <summary>Takes a reading into account.</summary>
    /// <returns>Whether it is the newest now.</returns>
    public bool Take(in StoredReading reading, ReadingOrder order, long clockAhead)
    {
        if (Newest is { } known && !known.Order.IsUpTo(order))
        {
            return false;
        }

        Newest = new(order, reading.Time, reading.Value, reading.ExpectedEvery, clockAhead);
        IsChanged = true;
        return true;
    }

    /// <summary>Writes it as the content of a row.</summary>
    public void Write(RowWriter writer)
    {
        writer.Text(Name.Node);
        writer.Text(Name.Plugin);
        writer.Text(Name.Sensor);
        writer.Text(Name.Quantity);
        writer.Text(Unit);
        if (Newest is not { } newest)
        {
            writer.Byte(0);
            return;
        }

        writer.Byte((byte)(1 + (int)newest.Value.Kind));
        writer.Count(newest.Order.Outbox);
        writer.Count(newest.Order.Sequence);
        writer.Signed(newest.Time);
        writer.Count(newest.ExpectedEvery);
        writer.Signed(newest.ClockAhead);
        switch (newest.Value.Kind)
        {
            case ReadingValueKind.Number:
                writer.Number(newest.Value.Number);
                break;
            case ReadingValueKind.Flag:
                writer.Byte(newest.Value.Flag ? (byte)1 : (byte)0);
                break;
            default:
                writer.Text(newest.Value.Text);
                break;
        }
    }

    /// <summary>Reads the content of a row.</summary>
    /// <exception cref="RowDamagedException">It does not fit together.</exception>
    public static SeriesRecord Read(int id, ReadOnlySpan<byte> data)
    {
        var reader = new RowReader(data);
        var series = new SeriesRecord(id, new(reader.Text(), reader.Text(), reader.Text(), reader.Text()), reader.Text());
        if (reader.Byte() is > 0 and var kind)
        {
            var order = new ReadingOrder(reader.Count(), reader.Count());
            var (time, expected, ahead) = (reader.Signed(), reader.Count(), reader.Signed());
            var value = (ReadingValueKind)(kind - 1) switch
            {
                ReadingValueKind.Number => reader.Number() is var number && double.IsFinite(number) ? ReadingValue.FromNumber(number) : throw new RowDamagedException("a number is none"),
                ReadingValueKind.Flag => ReadingValue.FromFlag(reader.Byte() != 0),
                ReadingValueKind.Text => ReadingValue.FromText(reader.Text()),
                _ => throw new RowDamagedException("a value is of no kind"),
            };
            series.Newest = new(order, time, value, expected, ahead);
        }

        return series;
    }
}
