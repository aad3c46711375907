using WasiHal.Tests;

namespace WasiHal.Linux.Tests.Uart;

public sealed class LinuxUartPortTests : IDisposable
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wasihal-uart-");
    private readonly byte[] _buffer = new byte[16];
    private readonly List<IDisposable> _open = [];

    public LinuxUartPortTests() => KernelShim.Require();

    public void Dispose()
    {
        _open.ForEach(one => one.Dispose());
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(9600)]
    [InlineData(12_345)]
    [InlineData(250_000)]
    [InlineData(4_000_000)]
    public void Open_AnyRate_IsSet(int baud)
    {
        var peer = NewPeer();

        NewPort(peer.Device).Open(baud);

        Assert.Equal(baud, peer.Baud);
    }

    [Fact]
    public void Open_Terminal_HasEightBitsNoParityNoHandshake()
    {
        const uint SizeParityStopsHandshake = 0x30 | 0x100 | 0x40 | 0x8000_0000;
        const uint SoftwareHandshake = 0x400 | 0x1000;
        var peer = NewPeer();

        NewPort(peer.Device).Open(9600);

        Assert.Equal(0x30u, BitConverter.ToUInt32(peer.Settings, 8) & SizeParityStopsHandshake);
        Assert.Equal(0u, BitConverter.ToUInt32(peer.Settings, 0) & SoftwareHandshake);
    }

    [Fact]
    public void Open_Missing_IsNotPresentAndSaysWhatToDo() =>
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => NewPort("/dev/ttyNONE7").Open(9600), "gps", "/dev/ttyNONE7", "enable_uart=1", "raspi-config");

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/dev")]
    public void Open_NoTerminal_IsNotPresentAndNamesTheKey(string device) =>
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => NewPort(device).Open(9600), device, "no serial port", "uart.gps.device");

    [Fact]
    public void Open_DeviceOfAnotherOpenPort_IsBusyUntilThatIsClosed()
    {
        var peer = NewPeer();
        var first = NewPort(peer.Device);
        var second = NewPort(Link("serial0", peer.Device));
        first.Open(9600);

        HardwareAssert.Throws(HardwareErrorKind.Busy, () => second.Open(9600), "serial0", "in use");
        first.Write("ok"u8);
        Assert.Equal("ok"u8, peer.Take());

        first.Close();
        second.Open(9600);
    }

    [Fact]
    public async Task Close_WhileAReadWaits_FreesTheDeviceAtOnce()
    {
        var device = NewPeer().Device;
        var port = NewPort(device);

        for (var round = 0; round < 50; round++)
        {
            port.Open(9600);
            var reading = Task.Run(() => port.Read(_buffer, TimeSpan.FromMinutes(1), Stop), Stop);
            SerialShim.UntilWaitedFor(device);
            port.Close();
            NewPort(device).Open(9600);
            _open[^1].Dispose();

            await Assert.ThrowsAsync<HardwareException>(() => reading);
        }
    }

    [Fact]
    public async Task Read_PortVanishesWhileItWaits_IsNotPresentAndOpenWorksWhenItIsBack()
    {
        var peer = NewPeer();
        var device = Link("ttyUSB0", peer.Device);
        var port = NewPort(device);
        port.Open(9600);
        var reading = Task.Run(() => port.Read(_buffer, TimeSpan.FromMinutes(1), Stop), Stop);
        SerialShim.UntilWaitedFor(peer.Device);

        Pull(peer, device);

        var exception = await Assert.ThrowsAsync<HardwareException>(() => reading);
        Assert.Equal(HardwareErrorKind.NotPresent, exception.Kind);
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => port.Write([1]), device, "open it again");
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => port.Open(9600), device);
        var back = NewPeer();
        Link("ttyUSB0", back.Device);
        port.Open(9600);
        back.Feed("hi"u8);
        Assert.Equal(2, port.Read(_buffer, TimeSpan.FromMinutes(1), Stop));
    }

    [Fact]
    public void Verbs_PortVanishedUnseen_AreNotPresent()
    {
        foreach (var verb in (Action<LinuxUartPort>[])[port => port.Read(_buffer, TimeSpan.Zero, Stop), port => port.Write([1]), port => port.Open(115_200)])
        {
            var peer = NewPeer();
            var device = Link("ttyUSB0", peer.Device);
            var port = NewPort(device);
            port.Open(9600);

            Pull(peer, device);

            HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => verb(port), device);
        }
    }

    [Fact]
    public void Open_PortWasPulledAndPutBackUnseen_OpensTheNewOne()
    {
        var peer = NewPeer();
        var port = NewPort(Link("ttyUSB0", peer.Device));
        port.Open(9600);
        peer.Dispose();
        var back = NewPeer();
        Link("ttyUSB0", back.Device);

        port.Open(9600);

        port.Write("ok"u8);
        Assert.Equal("ok"u8, back.Take());
    }

    [Fact]
    public void Close_VanishedPort_IsClosed()
    {
        var peer = NewPeer();
        var port = NewPort(peer.Device);
        port.Open(9600);
        peer.Dispose();
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => port.Write([1]));

        port.Close();

        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => port.Write([1]), "not open");
    }

    [Fact]
    public void Write_NobodyTakesIt_TimesOutAndSaysHowMuchWasTaken()
    {
        var port = NewPort(NewPeer().Device);
        port.Open(4_000_000);

        HardwareAssert.Throws(
            HardwareErrorKind.Timeout,
            () =>
            {
                while (true)
                {
                    port.Write(new byte[4096]);
                }
            },
            "does not empty",
            "of 4096 bytes");
    }

    [Fact]
    public async Task Close_WhileAWriteWaits_EndsIt()
    {
        var peer = NewPeer();
        var port = NewPort(peer.Device);
        port.Open(50);
        var writing = Task.Run(
            () =>
            {
                while (true)
                {
                    port.Write(new byte[4096]);
                }
            },
            Stop);
        SerialShim.UntilWaitedFor(peer.Device);

        port.Close();

        var exception = await Assert.ThrowsAsync<HardwareException>(() => writing);
        Assert.Equal(HardwareErrorKind.Invalid, exception.Kind);
    }

    [Fact]
    public void Dispose_ThenOpen_IsRefused()
    {
        var port = NewPort(NewPeer().Device);
        port.Open(9600);

        port.Dispose();

        Assert.Throws<ObjectDisposedException>(() => port.Open(9600));
    }

    /// <summary>The link goes first, because the number of a terminal may soon be another test's.</summary>
    private static void Pull(PseudoTerminal peer, string device)
    {
        File.Delete(device);
        peer.Dispose();
    }

    private PseudoTerminal NewPeer()
    {
        var peer = new PseudoTerminal();
        _open.Add(peer);
        return peer;
    }

    private LinuxUartPort NewPort(string device)
    {
        var port = new LinuxUartPort("gps", device);
        _open.Add(port);
        return port;
    }

    private string Link(string name, string target)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.Delete(path);
        File.CreateSymbolicLink(path, target);
        return path;
    }
}
