using System.Buffers.Binary;

namespace WasiHal.Cluster.Spoke;

/// <summary>What an outbox knows of itself beside its batches, written with them in one commit. At all times taken = confirmed + lost + what is in the batches.</summary>
internal sealed record OutboxState
{
    private const int Numbers = 11;

    /// <summary>Its id, made with the file: 16 hexadecimal digits.</summary>
    public required string Box { get; init; }

    /// <summary>Starts of the node with it.</summary>
    public long Starts { get; init; }

    /// <summary>The sequence of the next batch.</summary>
    public long Next { get; init; } = 1;

    /// <summary>Number of the newest write: tells whether one of which no answer came was made.</summary>
    public long Writes { get; init; }

    /// <summary>Readings that were taken in.</summary>
    public long Taken { get; init; }

    /// <summary>Readings that the hub confirmed.</summary>
    public long Confirmed { get; init; }

    /// <summary>Readings that were dropped.</summary>
    public OutboxLosses Lost { get; init; }

    /// <summary>Time that the node ran with it, over all starts: the clock by which batches age.</summary>
    public TimeSpan Ran { get; init; }

    /// <summary>Readings that its batches must hold.</summary>
    public long Held => Taken - Confirmed - Lost.Total;

    /// <summary>Its numbers, as they are stored.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Numbers * sizeof(long)];
        ReadOnlySpan<long> numbers = [Starts, Next, Taken, Confirmed, Lost.Bytes, Lost.Age, Lost.Damage, Lost.Memory, Lost.Unfit, Ran.Ticks, Writes];
        for (var index = 0; index < Numbers; index++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(index * sizeof(long)), numbers[index]);
        }

        return bytes;
    }

    /// <summary>Reads them; null when they are no such numbers.</summary>
    /// <param name="box">The id.</param>
    /// <param name="bytes">Of <see cref="ToBytes"/>.</param>
    public static OutboxState? Read(string box, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Numbers * sizeof(long))
        {
            return null;
        }

        Span<long> numbers = stackalloc long[Numbers];
        for (var index = 0; index < Numbers; index++)
        {
            numbers[index] = BinaryPrimitives.ReadInt64LittleEndian(bytes[(index * sizeof(long))..]);
        }

        return new()
        {
            Box = box,
            Starts = numbers[0],
            Next = numbers[1],
            Taken = numbers[2],
            Confirmed = numbers[3],
            Lost = new(numbers[4], numbers[5], numbers[6], numbers[7], numbers[8]),
            Ran = new(numbers[9]),
            Writes = numbers[10],
        };
    }
}
