using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace WasiHal.Cluster.Spoke;

/// <summary>A row of the outbox's table: a batch, or under number 0 what the outbox knows of itself.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Incarnation">The start that made the batch; of row 0 the outbox's id.</param>
/// <param name="Readings">How many it holds.</param>
/// <param name="TakenAt">When it was taken in, in milliseconds of the outbox's own clock (<see cref="OutboxState.Ran"/>).</param>
/// <param name="Content">Packed: <see cref="BatchContent"/>.</param>
internal sealed record OutboxRow(long Sequence, string Incarnation, long Readings, long TakenAt, byte[] Content)
{
    /// <summary>A check over all of it: SQLite notices a damaged page only when its structure suffers, not when a value does.</summary>
    public long Check()
    {
        Span<byte> numbers = stackalloc byte[3 * sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(numbers, Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[8..], Readings);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[16..], TakenAt);
        var hash = new XxHash3();
        hash.Append(numbers);
        hash.Append(Encoding.UTF8.GetBytes(Incarnation));
        hash.Append("\n"u8);
        hash.Append(Content);
        return unchecked((long)hash.GetCurrentHashAsUInt64());
    }

    /// <summary>A row from the values of its columns, of whatever type they are by now; null when they are not as they were written.</summary>
    public static OutboxRow? Verify(object sequence, object incarnation, object readings, object takenAt, object content, object check) =>
        sequence is long number && incarnation is string start && readings is long count && takenAt is long time && content is byte[] bytes && check is long sum
        && new OutboxRow(number, start, count, time, bytes) is var row && row.Check() == sum
            ? row
            : null;
}
