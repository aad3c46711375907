using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace WasiHal.Cluster.Intake;

/// <summary>
/// A hash over readings as they are kept, not as they were written: the same for the same readings, whatever the order of
/// members or the form of a number. For one thread.
/// </summary>
internal sealed class BatchHash
{
    private readonly XxHash128 _hash = new();

    /// <summary>Adds a reading. Its node is left out: the batch's name has it.</summary>
    public void Add(in Reading reading)
    {
        var (sensor, quantity, value, unit) = reading.Measurement;
        Span<byte> numbers = stackalloc byte[25];
        BinaryPrimitives.WriteInt64LittleEndian(numbers, reading.Time.UtcTicks);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[8..], reading.ExpectedEvery.Ticks);
        numbers[16] = (byte)value.Kind;
        BinaryPrimitives.WriteDoubleLittleEndian(numbers[17..], value.Kind switch
        {
            ReadingValueKind.Number => value.Number,
            ReadingValueKind.Flag => value.Flag ? 1 : 0,
            _ => 0,
        });
        _hash.Append(numbers);
        Add(reading.Plugin);
        Add(sensor);
        Add(quantity);
        Add(unit);
        if (value.Kind == ReadingValueKind.Text)
        {
            Add(value.Text);
        }
    }

    /// <summary>The hash of what was added; the next one begins.</summary>
    /// <param name="rejected">Readings that are not kept.</param>
    public UInt128 Finish(int rejected)
    {
        Add(rejected);
        var hash = _hash.GetCurrentHashAsUInt128();
        _hash.Reset();
        return hash;
    }

    private void Add(string text)
    {
        Add(text.Length);
        _hash.Append(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    private void Add(int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        _hash.Append(bytes);
    }
}
