using Microsoft.Extensions.Time.Testing;
using WasiHal.Recording;

namespace WasiHal.Tests.Recording;

public sealed class RecordingBoardTests
{
    private readonly FakeTimeProvider _time = new(new(2026, 3, 1, 12, 0, 0, 7, TimeSpan.Zero));

    [Fact]
    public void Verbs_Recorded_DoWhatTheyDoUnrecorded()
    {
        var direct = Session.Run(Session.CreateBoard(_time));

        Assert.Equal(direct, Session.Run(new RecordingBoard(Session.CreateBoard(_time), new BusRecorder(1000, _time))));
        Assert.Equal(direct, Session.Run(new RecordingBoard(Session.CreateBoard(_time), new BusRecorder(0, _time))));
    }

    [Fact]
    public async Task WriteTo_EveryVerb_IsWrittenAsDocumented()
    {
        var recorder = new BusRecorder(1000, _time);
        var board = Session.CreateBoard(_time);
        _time.Advance(TimeSpan.FromMilliseconds(12.3));

        Session.Run(new RecordingBoard(board, recorder, "3f2a9c01d4e5"));

        var lines = await Recordings.LinesOfAsync(recorder);
        Assert.Matches("""^\{"format":"wasihal-bus/1","plugin":"bme","started":"2026-03-01T12:00:00.007Z","dropped":0,"host":"[0-9][^"]*"\}$""", lines[0]);
        Assert.Equal(
            """
            {"t":0.0123,"bus":"plugin","op":"start","version":"3f2a9c01d4e5","took":0}
            {"t":0.0123,"bus":"i2c-1","address":"0x76","write":"d0","read":"61","took":0.00025}
            {"t":0.01255,"bus":"i2c-1","address":"0x10","readLength":3,"error":"no-acknowledge","message":"Nothing answers at 0x10.","took":0}
            {"t":0.01255,"bus":"i2c-1","address":"0x76","took":0.00025}
            {"t":0.0128,"bus":"spi-0.1","clockHz":1000000,"mode":3,"write":"010203","read":"010203","took":0}
            {"t":0.0128,"bus":"spi-0.1","clockHz":1000000,"mode":3,"write":"010203","read":"010203","took":0}
            """.ReplaceLineEndings("\n").Split('\n'),
            lines[1..7]);
        Assert.Contains("""{"t":0.0128,"bus":"uart-gps","op":"read","max":2,"timeout":0.1,"read":"2447","took":0}""", lines);
        Assert.Contains("""{"t":0.0128,"bus":"gpio-17","op":"configure","mode":"input-pull-up","took":0}""", lines);
        Assert.Contains("""{"t":0.0128,"bus":"gpio-17","op":"wait","edge":"falling","timeout":0,"came":false,"took":0}""", lines);
        Assert.Contains("""{"t":0.0128,"bus":"pwm-0","op":"start","frequencyHz":1000,"duty":0.25,"took":0}""", lines);
        Assert.Contains("""{"t":0.0128,"bus":"leds","op":"set","start":1,"write":"ff0000010203000000","took":0}""", lines);
        Assert.Contains("""{"t":0.0128,"bus":"buzzer","op":"beep","count":2,"on":0.02,"off":0,"took":0}""", lines);
        Assert.Contains("""{"t":0.0128,"bus":"relays-fan","op":"get","on":true,"took":0}""", lines);
        Assert.Contains("""{"t":0.0128,"bus":"climate-4","op":"read-dht22","temperature":21.5,"humidity":45.25,"took":0}""", lines);
    }

    [Fact]
    public async Task WriteRead_OfOneBufferForBoth_KeepsWhatWasSent()
    {
        var recorder = new BusRecorder(10, _time);
        var buffer = new byte[] { 1, 2, 3 };

        new RecordingBoard(Session.CreateBoard(_time), recorder).GetI2cBus(1).WriteRead(new(0x76), buffer, buffer);

        var transaction = Assert.Single((await Recordings.OfAsync(recorder)).Transactions);
        Assert.Equal([1, 2, 3], transaction.Write);
        Assert.Equal([0x61, 0x61, 0x61], transaction.Read);
    }
}
