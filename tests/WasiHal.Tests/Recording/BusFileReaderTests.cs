using System.Text;
using WasiHal.Recording;

namespace WasiHal.Tests.Recording;

public sealed class BusFileReaderTests
{
    [Fact]
    public void Read_MembersOfLaterVersions_ArePassedOver()
    {
        var recording = Recordings.Of(
            """{"format":"wasihal-bus/1","plugin":"bme","started":"2026-03-01T12:00:00.007Z","dropped":5000000000,"mood":"fine"}""",
            """{"t":0.1,"bus":"i2c-1","address":"0x76","write":"D0","read":"61","voltage":{"mean":3.3}}""");

        Assert.Equal(("bme", 5_000_000_000, 1), (recording.Plugin, recording.Dropped, recording.Count));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 7, TimeSpan.Zero), recording.Started);
        Assert.Equal("write d0 read 1", recording.Transactions[0].Request);
    }

    [Theory]
    [InlineData("""{"t":0,"bus":"can-0","op":"send"}""", """bus "can-0" is of no known kind; known are plugin, i2c, spi, uart, gpio, pwm, leds, buzzer, relays, climate""")]
    [InlineData("""{"t":0,"bus":"gpio-1","op":"toggle"}""", """op of gpio is "toggle", accepted is configure, read, write, wait""")]
    [InlineData("""{"t":0,"bus":"gpio-1"}""", "op of gpio is absent, accepted is configure, read, write, wait")]
    [InlineData("""{"t":0,"bus":"i2c-1","op":"read"}""", """op of i2c is "read", accepted is none""")]
    [InlineData("""{"t":0}""", "bus is missing")]
    [InlineData("""{"bus":"i2c-1","address":"0x76"}""", "t is missing")]
    [InlineData("""{"t":"soon","bus":"i2c-1","address":"0x76"}""", """t is "soon", accepted is a number""")]
    [InlineData("""{"t":0,"bus":1}""", "bus is 1, accepted is a text")]
    [InlineData("""{"t":0,"bus":"i2c-1","address":"0xec"}""", """address is "0xec", accepted is an address such as "0x76""")]
    [InlineData("""{"t":0,"bus":"i2c-1","address":"0x76","write":"d"}""", """write is "d", accepted are bytes of two hexadecimal digits each""")]
    [InlineData("""{"t":0,"bus":"i2c-1","address":"0x76","error":"sad"}""", """error is "sad", accepted is bus, arbitration-lost, no-acknowledge, overrun, timeout, busy, not-present, denied, invalid, other""")]
    [InlineData("""{"t":0,"bus":"i2c-1","address":"0x76","read":"6161","readLength":1}""", "readLength is 1, and there are 2 bytes")]
    [InlineData("""{"t":0,"bus":"i2c-1","address":"0x76","message":"\ud800"}""", "message is a text that is not Unicode")]
    [InlineData("""{"t":0,"bus":"spi-0.0","clockHz":1.5,"mode":0}""", "clockHz is 1.5, accepted is a whole number")]
    [InlineData("""{"t":0,"bus":"gpio-1","op":"read"}""", "high is missing")]
    [InlineData("""{"t":0,"bus":"gpio-1","op":"read","high":1}""", "high is 1, accepted is true or false")]
    [InlineData("""{"t":0,"bus":"i2c-1","address":"0x7""", "is not one JSON object")]
    [InlineData("[]", "is not one JSON object")]
    [InlineData("", "is not one JSON object")]
    public void Read_WrongLine_SaysFileLineAndWhat(string line, string what)
    {
        var wrong = Assert.Throws<InvalidDataException>(() => Recordings.Of(Recordings.Header, """{"t":0,"bus":"leds","op":"show"}""", line));

        Assert.StartsWith($"a.jsonl:3: {what}", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"format":"wasihal-bus/2","plugin":"a","started":"2026-03-01T12:00:00.007Z"}""", """format is "wasihal-bus/2", accepted is "wasihal-bus/1".""")]
    [InlineData("""{"plugin":"a"}""", "format is missing.")]
    [InlineData("""{"format":"wasihal-bus/1","plugin":"a","started":"then"}""", """started is "then", accepted is a time such as""")]
    public void Read_WrongHeader_SaysWhat(string line, string what) =>
        Assert.StartsWith($"a.jsonl:1: {what}", Assert.Throws<InvalidDataException>(() => Recordings.Of(line)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_EmptyOrNotText_SaysSo()
    {
        Assert.StartsWith("a:1: is empty", Wrong([]), StringComparison.Ordinal);
        Assert.Equal("a:1: is not UTF-8.", Wrong([0xff, 0xfe, 0x00]));
    }

    [Fact]
    public void Read_AnyDamage_IsToldOrHarmless()
    {
        var whole = Encoding.UTF8.GetBytes(Recordings.Header + "\n" + """{"t":0.1,"bus":"i2c-1","address":"0x76","write":"d0","read":"61","took":0.1}""" + "\n");
        var random = new Random(11);
        var told = 0;
        for (var round = 0; round < 3_000; round++)
        {
            var damaged = whole.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            try
            {
                using var stream = new MemoryStream(damaged);
                _ = BusRecording.Read(stream, "a");
            }
            catch (InvalidDataException)
            {
                told++;
            }
        }

        Assert.InRange(told, 1_000, 3_000);
    }

    private static string Wrong(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return Assert.Throws<InvalidDataException>(() => BusRecording.Read(stream, "a")).Message;
    }
}
