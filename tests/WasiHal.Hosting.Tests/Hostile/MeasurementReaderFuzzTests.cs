using System.Buffers.Binary;
using System.Text;
using WasiHal.Hosting.Wasm;
using WasiHal.Hosting.Wasm.CanonicalAbi;

namespace WasiHal.Hosting.Tests.Hostile;

/// <summary>
/// The answer of a poll as bytes that no honest plugin would write: wild addresses, lengths, counts and cases, names that
/// are no UTF-8, and anything else by chance.
/// </summary>
public sealed class MeasurementReaderFuzzTests
{
    private const int MemoryBytes = 4096;
    private const int RecordBytes = 40;

    /// <summary>Stands before and after the memory and never within: seen in an answer, it was read from outside.</summary>
    private const byte Outside = (byte)'~';

    private static readonly uint[] WildNumbers =
        [0, 1, 3, 39, 40, 64, 65, 255, 256, 257, MemoryBytes - 41, MemoryBytes - 1, MemoryBytes, MemoryBytes + 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFD8, 0xFFFF_FFFF];

    private static readonly ulong[] WildFloats =
        [0, 0x8000_0000_0000_0000, 0x7FF0_0000_0000_0000, 0xFFF0_0000_0000_0000, 0x7FF8_0000_0000_0000, 0x7FF0_0000_0000_0001, 0xFFFF_FFFF_FFFF_FFFF, 1, 0x7FEF_FFFF_FFFF_FFFF];

    private readonly MeasurementReader _reader = new();
    private readonly MeasurementBuffer _buffer = new(new PluginLimits { Measurements = 50, TextBytes = 2048 }, "plugins.fuzz.limits");

    [Fact]
    public void Read_AnyMemory_AnswersOrRefuses()
    {
        var (taken, refused, broken) = (0, 0, 0);
        var runs = FuzzRuns.Of(20_000);
        for (var run = 0; run < runs; run++)
        {
            var random = FuzzRuns.RandomFor(run);
            var memory = Surrounded(random, out var address, out var count);
            _buffer.Clear();
            try
            {
                _reader.Read(new GuestView(memory.AsSpan(MemoryBytes, MemoryBytes)), address, count, _buffer);
                AssertAcceptable(run, (int)count);
                taken++;
            }
            catch (PluginFailedException failure)
            {
                AssertTellable(run, failure.Message);
                refused++;
            }
            catch (GuestLostException lost)
            {
                AssertTellable(run, lost.Message);
                broken++;
            }
            catch (Exception fault) when (fault is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"input {run} of seed {FuzzRuns.Seed}: {fault}");
            }
        }

        // Each of the three ways is walked often, or the inputs are not worth much.
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {FuzzRuns.Seed}: {runs} memories, {taken} taken, {refused} refused, {broken} broken");
        Assert.All([taken, refused, broken], ways => Assert.InRange(ways, runs / 50, runs));
    }

    [Fact]
    public void Slice_AnyAddressAndLength_LiesWithinOrIsRefused()
    {
        var memory = new byte[MemoryBytes];
        var runs = FuzzRuns.Of(20_000);
        for (var run = 0; run < runs; run++)
        {
            var random = FuzzRuns.RandomFor(run);
            var (address, length) = (Number(random), unchecked((int)Number(random)));
            var view = new GuestView(memory);
            var fits = length >= 0 && address + (long)length <= MemoryBytes;
            try
            {
                Assert.Equal(length, view.Slice(address, length).Length);
                Assert.True(fits, $"input {run} of seed {FuzzRuns.Seed}: {length} bytes at {address}");
            }
            catch (GuestLostException)
            {
                Assert.False(fits, $"input {run} of seed {FuzzRuns.Seed}: {length} bytes at {address}");
            }
        }
    }

    private void AssertAcceptable(int run, int count)
    {
        Assert.Equal(count, _buffer.Count);
        foreach (var measurement in _buffer.Items)
        {
            var seed = $"input {run} of seed {FuzzRuns.Seed}";
            Assert.True(IsName(measurement.Sensor) && IsName(measurement.Quantity), seed);
            Assert.True(measurement.Unit.Length <= 64 && measurement.Unit.All(character => character is > ' ' and < '\x7f'), seed);
            Assert.DoesNotContain((char)Outside, measurement.ToString());
            Assert.True(measurement.Value.Kind != ReadingValueKind.Number || double.IsFinite(measurement.Value.Number), seed);
        }
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 64 && char.IsAsciiLetterOrDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');

    private static void AssertTellable(int run, string message)
    {
        var seed = $"input {run} of seed {FuzzRuns.Seed}: {message}";
        Assert.True(message.Length is > 0 and < 1000, seed);
        Assert.False(message.Any(char.IsControl), seed);
        Assert.False(message.Contains((char)Outside), seed);
    }

    /// <summary>A memory between two others of its size: random, or an honest answer with a few things changed.</summary>
    private static byte[] Surrounded(Random random, out uint address, out uint count)
    {
        var all = new byte[3 * MemoryBytes];
        var memory = all.AsSpan(MemoryBytes, MemoryBytes);
        if (random.Next(4) == 0)
        {
            random.NextBytes(memory);
            (address, count) = (Number(random), Number(random));
        }
        else
        {
            count = (uint)random.Next(0, 52);
            address = 0;
            WriteHonest(random, memory, (int)count);
            for (var change = random.Next(4); change > 0; change--)
            {
                Change(random, memory, ref address, ref count);
            }
        }

        memory.Replace(Outside, (byte)'?');
        all.AsSpan(0, MemoryBytes).Fill(Outside);
        all.AsSpan(2 * MemoryBytes).Fill(Outside);
        return all;
    }

    private static void WriteHonest(Random random, Span<byte> memory, int count)
    {
        var texts = 52 * RecordBytes;
        for (var i = 0; i < count; i++)
        {
            var record = memory.Slice(i * RecordBytes, RecordBytes);
            foreach (var field in (int[])[0, 8, 32])
            {
                texts = WriteText(memory, record[field..], texts, $"n{random.Next(100)}");
            }

            record[16] = (byte)random.Next(3);
            if (record[16] == 2)
            {
                texts = WriteText(memory, record[24..], texts, "grüße ☀");
            }
            else
            {
                BinaryPrimitives.WriteDoubleLittleEndian(record[24..], random.NextDouble() * 100);
            }
        }
    }

    private static int WriteText(Span<byte> memory, Span<byte> pair, int at, string text)
    {
        if (at + 16 > memory.Length)
        {
            at = memory.Length - 16;
        }

        var length = Encoding.UTF8.GetBytes(text, memory[at..]);
        BinaryPrimitives.WriteInt32LittleEndian(pair, at);
        BinaryPrimitives.WriteInt32LittleEndian(pair[4..], length);
        return at + length;
    }

    private static void Change(Random random, Span<byte> memory, ref uint address, ref uint count)
    {
        var record = memory.Slice(random.Next(50) * RecordBytes, RecordBytes);
        switch (random.Next(8))
        {
            case 0:
                address = Number(random);
                break;
            case 1:
                count = Number(random);
                break;
            case 2:
                BinaryPrimitives.WriteUInt32LittleEndian(record[(random.Next(10) * 4)..], Number(random));
                break;
            case 3:
                record[16] = (byte)random.Next(256);
                break;
            case 4:
                BinaryPrimitives.WriteUInt64LittleEndian(record[24..], WildFloats[random.Next(WildFloats.Length)]);
                break;
            case 5:
                // Texts that are no UTF-8: what the records point at.
                random.NextBytes(memory[(52 * RecordBytes)..]);
                break;
            case 6:
                memory[random.Next(MemoryBytes)] ^= (byte)(1 << random.Next(8));
                break;
            default:
                random.NextBytes(record);
                break;
        }
    }

    private static uint Number(Random random) => random.Next(3) == 0 ? (uint)random.NextInt64(1L << 32)
        : random.Next(2) == 0 ? (uint)random.Next(MemoryBytes + 100) : WildNumbers[random.Next(WildNumbers.Length)];
}
