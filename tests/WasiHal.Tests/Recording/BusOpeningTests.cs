using WasiHal.Fake;
using WasiHal.Recording;

namespace WasiHal.Tests.Recording;

/// <summary>The first transactions after a start stay, and a replay goes from them over the gap to the last ones.</summary>
public sealed class BusOpeningTests
{
    private static readonly I2cAddress Address = new(0x76);

    [Fact]
    public async Task WriteTo_RingThatWrapped_HasTheOpeningAndSaysHowManyAreGone()
    {
        var recorder = Record(capacity: 5, "a", polls: 200);

        var recording = await Recordings.OfAsync(recorder);

        Assert.Equal((0L, 64 + 1 + 5), (recording.Dropped, recording.Count));
        Assert.Equal((69, 404L - 69), (recorder.Count, recorder.Dropped));
        var requests = recording.Transactions.Select(transaction => transaction.Entry.Verb == BusVerb.I2cTransfer ? transaction.Request : transaction.Entry.Verb.ToString()).ToArray();
        Assert.Equal(["PluginStart", "write 01", "write 02", "write 03", "write a0", "write b0 read 1"], requests[..6]);
        Assert.Equal(["PluginGap", "write b0 read 1", "write a0", "write b0 read 1", "write a0", "write b0 read 1"], requests[64..]);
        Assert.Equal(404 - 69, recording.Transactions[64].Entry.Whole);
    }

    [Fact]
    public async Task WriteTo_OpeningThatEndsWhereTheRingBegins_HasNoGap()
    {
        var recording = await Recordings.OfAsync(Record(capacity: 10, "a", polls: 10));

        Assert.Equal(24, recording.Count);
        Assert.DoesNotContain(recording.Transactions, transaction => transaction.Entry.Verb == BusVerb.PluginGap);
    }

    [Fact]
    public async Task WriteTo_SecondStart_ForgetsTheOpeningOfTheFirst()
    {
        var recorder = Record(capacity: 5, "a", polls: 200);
        Record(recorder, "b", polls: 1);

        var recording = await Recordings.OfAsync(recorder);

        Assert.Equal((404L, 6), (recording.Dropped, recording.Count));
        Assert.Equal("b", recording.Transactions[0].Entry.Text);
    }

    [Fact]
    public async Task WriteTo_LongPayloads_EndTheOpeningWithoutAHole()
    {
        var recorder = new BusRecorder(4);
        var bus = new RecordingBoard(CreateBoard(), recorder, "a").GetI2cBus(1);
        for (var index = 0; index < 100; index++)
        {
            bus.WriteRead(Address, Payload(index), []);
        }

        var recording = await Recordings.OfAsync(recorder);

        var before = recording.Transactions.TakeWhile(transaction => transaction.Entry.Verb != BusVerb.PluginGap).Skip(1).ToArray();
        Assert.InRange(before.Length, 1, 32);
        Assert.Equal(Enumerable.Range(0, before.Length).Select(Payload), before.Select(transaction => transaction.Write));
        Assert.Equal(Enumerable.Range(98, 2).Select(Payload), recording.Transactions.TakeLast(2).Select(transaction => transaction.Write));

        static byte[] Payload(int index) => [.. Enumerable.Repeat((byte)index, 256)];
    }

    [Fact]
    public async Task Replay_DriverFromItsStart_GoesOverTheGap()
    {
        var recording = await Recordings.OfAsync(Record(capacity: 5, "a", polls: 200));
        var board = new ReplayBoard(recording.FromLastStart());
        var bus = board.GetI2cBus(1);

        Begin(bus);
        for (var poll = 0; poll < 32; poll++)
        {
            Poll(bus);
        }

        board.AssertFinished();
        var ended = Assert.Throws<BusReplayException>(() => Poll(bus));
        Assert.Contains("was the last one", ended.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_RequestThatNeverCameAfterTheGap_NamesTheLine()
    {
        var recording = await Recordings.OfAsync(Record(capacity: 5, "a", polls: 200));
        var bus = new ReplayBoard(recording).GetI2cBus(1);
        Begin(bus);
        for (var poll = 0; poll < 30; poll++)
        {
            Poll(bus);
        }

        var wrong = Assert.Throws<BusReplayException>(() => bus.WriteRead(Address, [0xc0], []));

        Assert.Equal("a.jsonl: line 67: expected i2c-1 0x76 write b0 read 1, got write c0.", wrong.Message);
    }

    private static BusRecorder Record(int capacity, string version, int polls)
    {
        var recorder = new BusRecorder(capacity);
        Record(recorder, version, polls);
        return recorder;
    }

    private static void Record(BusRecorder recorder, string version, int polls)
    {
        var bus = new RecordingBoard(CreateBoard(), recorder, version).GetI2cBus(1);
        Begin(bus);
        for (var poll = 0; poll < polls; poll++)
        {
            Poll(bus);
        }
    }

    private static void Begin(II2cBus bus)
    {
        foreach (var value in (byte[])[1, 2, 3])
        {
            bus.WriteRead(Address, [value], []);
        }
    }

    private static void Poll(II2cBus bus)
    {
        bus.WriteRead(Address, [0xa0], []);
        bus.WriteRead(Address, [0xb0], new byte[1]);
    }

    private static FakeBoard CreateBoard()
    {
        var board = new FakeBoard();
        board.GetI2cBus(1).Attach(Address, new FakeI2cRegisters());
        return board;
    }
}
