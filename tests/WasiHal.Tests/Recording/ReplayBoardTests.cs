using Microsoft.Extensions.Time.Testing;
using WasiHal.Recording;

namespace WasiHal.Tests.Recording;

public sealed class ReplayBoardTests
{
    private static readonly I2cAddress Address = new(0x76);

    private static readonly string[] Chip =
    [
        Recordings.Header,
        """{"t":0,"bus":"plugin","op":"start","version":"a"}""",
        """{"t":0,"bus":"i2c-1","address":"0x76","write":"d0","read":"61"}""",
        """{"t":0,"bus":"i2c-1","address":"0x77","write":"d0","read":"58"}""",
        """{"t":1,"bus":"plugin","op":"start","version":"b"}""",
        """{"t":1,"bus":"i2c-1","address":"0x76","write":"f7","read":"0102"}""",
        """{"t":2,"bus":"i2c-1","address":"0x76","write":"f7","readLength":2,"error":"timeout","message":"The chip holds the clock."}""",
    ];

    [Fact]
    public async Task Verbs_OfASession_AnswerAsTheyDid()
    {
        var time = new FakeTimeProvider();
        var recorder = new BusRecorder(1000, time);
        var said = Session.Run(new RecordingBoard(Session.CreateBoard(time), recorder));
        var recording = await Recordings.OfAsync(recorder);
        var sut = new ReplayBoard(recording, Session.Options);

        Assert.Equal(said, Session.Run(sut));
        sut.AssertFinished();
        Assert.Equal((4, "fan"), (new ReplayBoard(recording).Leds.Count, new ReplayBoard(recording).Relays.Names.Single()));
    }

    [Fact]
    public void WriteRead_AnotherRequest_NamesLineAndBoth()
    {
        var bus = new ReplayBoard(Recordings.Of(Chip)).GetI2cBus(1);

        var wrong = Assert.Throws<BusReplayException>(() => bus.WriteRead(Address, [0xd1], new byte[1]));

        Assert.Equal("a.jsonl: line 3: expected i2c-1 0x76 write d0 read 1, got write d1 read 1.", wrong.Message);
        Assert.Equal(3, wrong.Line);
    }

    [Fact]
    public void AssertFinished_AfterASwallowedMismatch_ThrowsTheFirst()
    {
        var sut = new ReplayBoard(Recordings.Of(Chip));
        Assert.Throws<BusReplayException>(() => sut.GetI2cBus(1).WriteRead(Address, [0xd0], new byte[2]));

        Assert.Equal(3, Assert.Throws<BusReplayException>(() => sut.GetI2cBus(1).WriteRead(Address, [0xd0], new byte[1])).Line);
        Assert.Contains("read 1, got write d0 read 2", Assert.Throws<BusReplayException>(sut.AssertFinished).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteRead_DevicesInAnotherOrder_EachGoesByItsOwn()
    {
        var bus = new ReplayBoard(Recordings.Of(Chip)).GetI2cBus(1);
        var read = new byte[1];

        bus.WriteRead(new(0x77), [0xd0], read);

        Assert.Equal(0x58, read[0]);
        bus.WriteRead(Address, [0xd0], read);
        Assert.Equal(0x61, read[0]);
    }

    [Fact]
    public void WriteRead_AfterTheLast_SaysWhichThatWas()
    {
        var bus = new ReplayBoard(Recordings.Of(Chip)).GetI2cBus(1);
        bus.WriteRead(new(0x77), [0xd0], new byte[1]);

        var wrong = Assert.Throws<BusReplayException>(() => bus.WriteRead(new(0x77), [], []));

        Assert.Equal("a.jsonl: line 4 was the last one of i2c-1 0x77, got the address only.", wrong.Message);
    }

    [Fact]
    public void WriteRead_UnknownDevice_SaysWhichThereAre()
    {
        var wrong = Assert.Throws<BusReplayException>(() => new ReplayBoard(Recordings.Of(Chip)).GetI2cBus(2).WriteRead(Address, [1], []));

        Assert.Equal("a.jsonl: nothing was recorded of i2c-2 0x76, got write 01. Recorded are: i2c-1 0x76, i2c-1 0x77.", wrong.Message);
    }

    [Fact]
    public void FromLastStart_GoesByTheLinesOfTheFile()
    {
        var sut = new ReplayBoard(Recordings.Of(Chip).FromLastStart());
        var read = new byte[2];

        sut.GetI2cBus(1).WriteRead(Address, [0xf7], read);

        Assert.Equal([1, 2], read);
        Assert.Equal("a.jsonl: line 7: i2c-1 0x76 write f7 read 2 was recorded and did not come, nor did 0 later ones.", Assert.Throws<BusReplayException>(sut.AssertFinished).Message);
        var fault = Assert.Throws<HardwareException>(() => sut.GetI2cBus(1).WriteRead(Address, [0xf7], read));
        Assert.Equal((HardwareErrorKind.Timeout, "The chip holds the clock."), (fault.Kind, fault.Message));
        sut.AssertFinished();
    }

    [Fact]
    public void WriteRead_AnswerThatWasCut_SaysSo()
    {
        var sut = new ReplayBoard(Recordings.Of(Recordings.Header, """{"t":0,"bus":"i2c-1","address":"0x76","read":"01","readLength":2}"""));

        var wrong = Assert.Throws<BusReplayException>(() => sut.GetI2cBus(1).WriteRead(Address, [], new byte[2]));

        Assert.Equal("a.jsonl: line 2: i2c-1 0x76 answered 2 bytes, and only 1 of them were kept.", wrong.Message);
    }

    [Theory]
    [InlineData(1024, 255, true)]
    [InlineData(1024, 256, false)]
    [InlineData(1023, 0, true)]
    public async Task WriteRead_LongWrites_AreComparedAsFarAsTheyAreKept(int length, int changed, bool differs)
    {
        var recorder = new BusRecorder(10);
        var board = new WasiHal.Fake.FakeBoard();
        board.GetI2cBus(1).Attach(Address, new WasiHal.Fake.FakeI2cRegisters());
        new RecordingBoard(board, recorder).GetI2cBus(1).WriteRead(Address, new byte[1024], []);
        var bus = new ReplayBoard(await Recordings.OfAsync(recorder)).GetI2cBus(1);
        var write = new byte[length];
        write[changed] = (byte)(length == 1024 ? 1 : 0);

        var thrown = Record.Exception(() => bus.WriteRead(Address, write, []));

        Assert.Equal(differs, thrown is BusReplayException);
    }
}
