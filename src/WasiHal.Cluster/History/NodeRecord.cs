using System.IO.Hashing;
using System.Runtime.InteropServices;
using WasiHal.Cluster.Intake;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.History;

/// <summary>What the hub remembers of a node. For one thread.</summary>
/// <param name="id">Its number in the database.</param>
/// <param name="name">Its id.</param>
internal sealed class NodeRecord(int id, string name)
{
    /// <summary>Outboxes, and senders that others followed, that are remembered.</summary>
    public const int MaxOutboxes = 64, MaxSenders = 256;

    // What a sender counts is believed up to here, so that no sum of it overflows.
    private const long MostSaid = 1L << 53;

    private readonly List<OutboxRecord> _outboxes = [];
    private readonly List<ulong> _former = [];
    private long _nextOrdinal = 1;
    private long _lostByForgotten;

    /// <summary>Its number in the database.</summary>
    public int Id { get; } = id;

    /// <summary>Its id.</summary>
    public string Name { get; } = name;

    /// <summary>What was heard last.</summary>
    public SenderReport Report { get; set; } = new(name, DateTimeOffset.UnixEpoch, null, null);

    /// <summary>When it was heard last, by the history's clock.</summary>
    public long Received { get; set; }

    /// <summary>Batches without a name that were applied.</summary>
    public long Unnamed { get; private set; }

    /// <summary>Readings that were applied, rejected ones included.</summary>
    public long Applied { get; private set; }

    /// <summary>Readings that were not kept.</summary>
    public long Rejected { get; private set; }

    /// <summary>The process that pushes as this node now, if it says so.</summary>
    public string? Sender { get; private set; }

    /// <summary>Whether it is not in the database as it is here.</summary>
    public bool IsChanged { get; set; } = true;

    /// <summary>Its outboxes, oldest first.</summary>
    public IReadOnlyList<OutboxRecord> Outboxes => _outboxes;

    /// <summary>How it is shown.</summary>
    public KnownNode Known => new(Report, (Current ?? _outboxes.LastOrDefault())?.Applied ?? 0, Applied, Rejected, _lostByForgotten + _outboxes.Sum(outbox => outbox.Lost))
    {
        Newest = _outboxes is [.., { Newest: { Incarnation.Length: > 0 } newest }] ? newest : null,
    };

    private OutboxRecord? Current => Sender is { } sender ? Find(OutboxRecord.KeyOf(sender)) : null;

    /// <summary>Whether a younger process has followed this one.</summary>
    public bool IsSuperseded(string sender) => sender != Sender && _former.Contains(Digest(sender));

    /// <summary>Batches of a start below this count as applied, without a look at their marks; 0 for none.</summary>
    public long FloorOf(string incarnation) => Math.Max(Find(OutboxRecord.KeyOf(incarnation)) is { TellsFloor: true, Floor: var told } ? told : 0, Find(incarnation)?.Floor ?? 0);

    /// <summary>Whether a batch counts as applied, without a look at its mark.</summary>
    public bool IsBelowFloor(BatchName batch) => batch.Sequence < FloorOf(batch.Incarnation);

    /// <summary>Whether the sender says what its outbox still has.</summary>
    public bool TellsFloor(string incarnation) => Find(OutboxRecord.KeyOf(incarnation)) is { TellsFloor: true } || Find(incarnation) is { TellsFloor: true };

    /// <summary>Has a start forget what is older, of which too much is kept.</summary>
    public void RaiseFloor(string incarnation, long floor)
    {
        var outbox = FindOrAdd(incarnation);
        outbox.Floor = Math.Max(outbox.Floor, floor);
        IsChanged = true;
    }

    /// <summary>Where a batch stands among all of this node. A batch without a name is as new as the newest.</summary>
    public ReadingOrder OrderOf(BatchName? batch, bool sharesOutbox) => batch is { Incarnation.Length: > 0 } name
        ? new(FindOrAdd(KeyOf(name, sharesOutbox)).Ordinal, name.Sequence)
        : _outboxes is [.., var last] ? new(last.Ordinal, last.Newest.Sequence) : default;

    /// <summary>Takes a batch that was applied into account.</summary>
    public void Apply(JournalBatch batch)
    {
        if (batch.Name is { } name)
        {
            var readings = batch.Readings.Count + batch.Rejected;
            Applied += readings;
            Rejected += batch.Rejected;
            if (name.Incarnation.Length == 0)
            {
                Unnamed = Math.Max(Unnamed, name.Sequence);
            }
            else
            {
                var outbox = FindOrAdd(KeyOf(name, batch.SharesOutbox));
                outbox.Applied += readings;
                outbox.Newest = name.Sequence >= outbox.Newest.Sequence ? name : outbox.Newest;
            }
        }

        IsChanged = true;
    }

    /// <summary>Takes what was heard into account.</summary>
    public void Hear(SenderReport report, long received)
    {
        // A push without a status says nothing new about what was said before.
        Report = report.Status is null ? report with { Status = Report.Status } : report;
        Received = Math.Max(Received, received);
        IsChanged = true;
        if (report.Status is not { } status)
        {
            return;
        }

        if (status.Sender != Sender)
        {
            Follow(status.Sender);
        }

        var outbox = FindOrAdd(OutboxRecord.KeyOf(status.Sender));
        outbox.TellsFloor = true;
        outbox.Floor = Math.Clamp(status.KeptFrom, outbox.Floor, MostSaid);
        outbox.Lost = Math.Clamp(status.Lost, outbox.Lost, MostSaid);
    }

    /// <summary>Writes it as the content of a row.</summary>
    public void Write(RowWriter writer)
    {
        writer.Text(Name);
        writer.Signed(Report.Heard.ToUnixTimeMilliseconds());
        writer.Signed(Received);
        writer.Byte((byte)((Report.ClockAhead is null ? 0 : 1) | (Report.Status is null ? 0 : 2)));
        if (Report.ClockAhead is { } ahead)
        {
            writer.Signed((long)ahead.TotalMilliseconds);
        }

        if (Report.Status is { } status)
        {
            StatusCodec.Write(writer, status);
        }

        writer.Text(Sender);
        foreach (var number in (ReadOnlySpan<long>)[Unnamed, Applied, Rejected, _nextOrdinal, _lostByForgotten, _outboxes.Count])
        {
            writer.Count(number);
        }

        foreach (var outbox in _outboxes)
        {
            writer.Text(outbox.Key);
            writer.Count(outbox.Ordinal);
            writer.Byte(outbox.TellsFloor ? (byte)1 : (byte)0);
            writer.Count(outbox.Floor);
            writer.Text(outbox.Newest.Incarnation);
            writer.Count(outbox.Newest.Sequence);
            writer.Count(outbox.Applied);
            writer.Count(outbox.Lost);
        }

        writer.Count(_former.Count);
        foreach (var former in _former)
        {
            writer.Bits(former);
        }
    }

    /// <summary>Reads the content of a row.</summary>
    /// <exception cref="RowDamagedException">It does not fit together.</exception>
    public static NodeRecord Read(int id, ReadOnlySpan<byte> data)
    {
        var reader = new RowReader(data);
        var node = new NodeRecord(id, reader.Text());
        var heard = StoredTime.Of(reader.Signed());
        node.Received = reader.Signed();
        var flags = reader.Byte();
        TimeSpan? ahead = (flags & 1) != 0 ? TimeSpan.FromMilliseconds(reader.Signed()) : null;
        node.Report = new(node.Name, heard, ahead, (flags & 2) != 0 ? StatusCodec.Read(ref reader) : null);
        node.Sender = reader.TextOrNone();
        (node.Unnamed, node.Applied, node.Rejected) = (reader.Count(), reader.Count(), reader.Count());
        (node._nextOrdinal, node._lostByForgotten) = (reader.Count(), reader.Count());
        for (var outboxes = reader.Count(MaxOutboxes); outboxes > 0; outboxes--)
        {
            node._outboxes.Add(new(reader.Text(), reader.Count()) { TellsFloor = reader.Byte() != 0, Floor = reader.Count(), Newest = new(reader.Text(), reader.Count()), Applied = reader.Count(), Lost = reader.Count() });
        }

        for (var former = reader.Count(MaxSenders); former > 0; former--)
        {
            node._former.Add(reader.Bits64());
        }

        node.IsChanged = false;
        return node;
    }

    private static string KeyOf(BatchName name, bool sharesOutbox) => sharesOutbox ? OutboxRecord.KeyOf(name.Incarnation) : name.Incarnation;

    private static ulong Digest(string sender) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(sender.AsSpan()));

    private OutboxRecord? Find(string key) => _outboxes.Find(outbox => outbox.Key == key);

    private OutboxRecord FindOrAdd(string key)
    {
        if (Find(key) is { } known)
        {
            return known;
        }

        if (_outboxes.Count == MaxOutboxes)
        {
            _lostByForgotten = Math.Min(_lostByForgotten + _outboxes[0].Lost, MostSaid);
            _outboxes.RemoveAt(0);
        }

        _outboxes.Add(new(key, _nextOrdinal++));
        return _outboxes[^1];
    }

    private void Follow(string sender)
    {
        if (Sender is { } former)
        {
            if (_former.Count == MaxSenders)
            {
                _former.RemoveAt(0);
            }

            _former.Add(Digest(former));
        }

        Sender = sender;
    }
}
