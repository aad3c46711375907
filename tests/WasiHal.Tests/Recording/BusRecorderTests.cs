using WasiHal.Fake;
using WasiHal.Recording;

namespace WasiHal.Tests.Recording;

public sealed class BusRecorderTests
{
    private static readonly I2cAddress Address = new(0x76);

    [Fact]
    public async Task WriteTo_MoreThanItHolds_KeepsTheLastAndCountsTheOthers()
    {
        var (board, recorder) = CreateSut(3);
        var bus = board.GetI2cBus(1);

        for (byte value = 0; value < 10; value++)
        {
            bus.WriteRead(Address, [value], []);
        }

        Assert.Equal((3, 7L), (recorder.Count, recorder.Dropped));
        var recording = await Recordings.OfAsync(recorder);
        Assert.Equal(7, recording.Dropped);
        Assert.Equal(["write 07", "write 08", "write 09"], recording.Transactions.Select(transaction => transaction.Request));
    }

    [Fact]
    public async Task WriteTo_LongPayloads_AreCutAndTheirLengthsSaid()
    {
        var (board, recorder) = CreateSut(4);
        var write = new byte[1025];
        write.AsSpan().Fill(0x5a);

        board.GetI2cBus(1).WriteRead(Address, write, new byte[300]);

        var transaction = Assert.Single((await Recordings.OfAsync(recorder)).Transactions);
        Assert.Equal(write[..256], transaction.Write);
        Assert.Equal((1025, 300, 256), (transaction.Entry.WriteLength, transaction.Entry.ReadLength, transaction.Read.Length));
    }

    [Fact]
    public void Record_OfAnyLengths_HoldsTheLastThatThereIsRoomFor()
    {
        var random = new Random(7);
        foreach (var capacity in new[] { 1, 2, 3, 17, 100 })
        {
            var recorder = new BusRecorder(capacity);
            var all = new List<(byte[] Write, byte[] Read)>();
            for (var round = 0; round < 2_000; round++)
            {
                var write = new byte[random.Next(4) == 0 ? random.Next(600) : random.Next(20)];
                var read = new byte[random.Next(4) == 0 ? random.Next(600) : random.Next(20)];
                random.NextBytes(write);
                random.NextBytes(read);
                var entry = recorder.Begin(BusVerb.I2cTransfer, "i2c-1");
                recorder.End(ref entry, write, read);
                all.Add((write, read));

                if (round % 97 == 0)
                {
                    AssertHolds(recorder.TakeSnapshot(), all, capacity);
                }
            }
        }
    }

    [Fact]
    public async Task Record_NothingToKeep_KeepsNothing()
    {
        var (board, recorder) = CreateSut(0);

        board.GetI2cBus(1).WriteRead(Address, [1], []);

        Assert.Equal(0, recorder.Count);
        Assert.Single(await Recordings.LinesOfAsync(recorder));
    }

    [Fact]
    public void Record_OnceThereIsRoom_AllocatesNothing()
    {
        var (board, _) = CreateSut(10);
        var bus = board.GetI2cBus(1);
        var buffer = new byte[8];
        Work();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Work();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Work()
        {
            for (var round = 0; round < 1_000; round++)
            {
                bus.WriteRead(Address, buffer.AsSpan(0, 1), buffer);
            }
        }
    }

    [Fact]
    public void Record_FromManyThreads_LosesNothing()
    {
        var (board, recorder) = CreateSut(100);

        Parallel.For(0, 8, index =>
        {
            var bus = board.GetI2cBus(1);
            for (var round = 0; round < 500; round++)
            {
                bus.WriteRead(Address, [(byte)index, (byte)round], []);
            }
        });

        Assert.Equal((100, 3_900L), (recorder.Count, recorder.Dropped));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(100_001)]
    public void Constructor_OutOfRange_Throws(int transactions) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BusRecorder(transactions));

    private static void AssertHolds(BusSnapshot snapshot, List<(byte[] Write, byte[] Read)> all, int capacity)
    {
        var count = snapshot.Entries.Length;
        Assert.InRange(count, 1, capacity);
        Assert.Equal(all.Count, snapshot.Dropped + count);
        Assert.InRange(snapshot.Bytes.Length, 0, Math.Max(capacity * BusRecorder.BytesPerTransaction, 2 * BusRecorder.KeptBytes));
        var expected = all.TakeLast(count).SelectMany(pair => pair.Write.Take(256).Concat(pair.Read.Take(256)));
        Assert.Equal(expected, snapshot.Bytes);
        Assert.Equal(all.TakeLast(count).Select(pair => (pair.Write.Length, pair.Read.Length)), snapshot.Entries.Select(entry => (entry.WriteLength, entry.ReadLength)));
    }

    private static (RecordingBoard Board, BusRecorder Recorder) CreateSut(int transactions)
    {
        var board = new FakeBoard();
        board.GetI2cBus(1).Attach(Address, new FakeI2cRegisters());
        var recorder = new BusRecorder(transactions);
        return (new RecordingBoard(board, recorder, transactions == 0 ? "a" : null), recorder);
    }
}
