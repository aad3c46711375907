using WasiHal.Fake;

namespace WasiHal.Tests.Leds;

public sealed class SpiLedStripTests
{
    private static readonly RgbColor Red = new(255, 0, 0);

    private readonly FakeSpiDevice _device = new FakeBoard().GetSpiDevice(0, 0);
    private readonly Ws2812Encoder _encoder = new(Ws2812Code.FourBits);
    private readonly List<byte[]> _frames = [];
    private SpiSettings _settings;
    private bool _fails;

    public SpiLedStripTests() => _device.Responder = (settings, write, _) =>
    {
        _settings = settings;
        _frames.Add(write.ToArray());
        if (_fails)
        {
            throw new HardwareException(HardwareErrorKind.Bus, "cut");
        }
    };

    [Fact]
    public void Show_AfterSet_SendsTheFrameAtTheCodesClock()
    {
        var sut = new SpiLedStrip(_device, _encoder, 3);

        sut.Set(1, [Red]);
        Assert.Empty(_frames);
        sut.Show();

        Assert.Equal(BitByBit.Encode(Ws2812Code.FourBits, LedColorOrder.Grb, 255, 1, [default, Red, default]), Assert.Single(_frames));
        Assert.Equal(new SpiSettings(2_600_000, 0), _settings);
    }

    [Fact]
    public void Show_NothingChanged_SendsNothing()
    {
        var sut = new SpiLedStrip(_device, _encoder, 3);

        sut.Show(); // Dark, but who knows what the strip showed before.
        sut.Show();
        sut.Set(0, [Red]);
        sut.Show();
        sut.Set(0, [default]);
        sut.Set(0, [Red]);
        sut.Show();
        sut.Set(0, [default]);
        sut.Show();

        Assert.Equal(3, _frames.Count);
        Assert.Equal(_frames[0], _frames[2]);
    }

    [Fact]
    public void Show_TransferFailed_IsNotSent()
    {
        var sut = new SpiLedStrip(_device, _encoder, 3);
        sut.Show();
        sut.Set(0, [Red]);
        _fails = true;
        HardwareAssert.Throws(HardwareErrorKind.Bus, sut.Show, "cut");
        _fails = false;

        // Not even the frame before the failed one counts: part of the failed one may have arrived.
        sut.Set(0, [default]);
        sut.Show();

        Assert.Equal(3, _frames.Count);
        Assert.Equal(_frames[0], _frames[2]);
    }

    [Theory]
    [InlineData(-1, 1, "start is -1", "0 to 11")]
    [InlineData(9, 3, "length of colors is 3", "0 to 2")]
    public void Set_NotAllExist_IsInvalid(int start, int count, string what, string accepted) =>
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => new SpiLedStrip(_device, _encoder, 11).Set(start, new RgbColor[count]), what, accepted);

    [Fact]
    public void Show_NoLeds_IsNotPresent() =>
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, new SpiLedStrip(_device, _encoder, 0).Show, "LED strip", "leds.count");

    [Fact]
    public void Constructor_FrameLongerThanTheBuffer_IsInvalid() =>
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _ = new SpiLedStrip(_device, _encoder, 334), "334 LEDs", "4107 bytes", "4096", "spidev.bufsiz");

    [Fact]
    public void Constructor_LongestStripAndRaisedBuffer_FitsInOneTransfer()
    {
        _device.MaxTransferBytes = 32_768;
        var sent = 0;
        _device.Responder = (_, write, _) => sent = write.Length;

        new SpiLedStrip(_device, _encoder, LedOptions.MostLeds).Show();

        Assert.Equal(_encoder.FrameLength(LedOptions.MostLeds), sent);
    }
}
