using System.Runtime.InteropServices;
using WasiHal.Fake;
using WasiHal.Tests.Linux;

namespace WasiHal.Linux.Tests;

/// <summary>A chip select of the simulated kernel, with a simulated chip on its wire. Each has a number of its own.</summary>
internal sealed class KernelSpiChip : IDisposable
{
    /// <summary>Bits of <c>linux/spi/spi.h</c>: the four modes.</summary>
    public const int AllModes = 3;

    private const int ChipSelects = 16;

    /// <summary>Bus 0 is left free for a device that is missing.</summary>
    private static int _lastNumber = ChipSelects;

    private readonly byte[] _write = new byte[65536];
    private readonly byte[] _read = new byte[65536];
    private readonly Transact _transact;
    private readonly Action _plug;

    public KernelSpiChip(uint bufferSize = 4096, int allowedModes = AllModes, int openError = 0)
    {
        KernelShim.Require();
        var number = Interlocked.Increment(ref _lastNumber);
        (Bus, ChipSelect) = ((byte)(number / ChipSelects), (byte)(number % ChipSelects));
        Assert.True(Bus < 16, "The simulated kernel has 16 SPI buses.");
        Wire.MaxTransferBytes = _write.Length;
        _transact = OnWire;
        _plug = () => Plug(Bus, ChipSelect, openError, bufferSize, allowedModes, _transact);
        _plug();
    }

    public byte Bus { get; }

    public byte ChipSelect { get; }

    public string Path => $"/dev/spidev{Bus}.{ChipSelect}";

    public FakeSpiDevice Wire { get; } = new FakeBoard().GetSpiDevice(0, 0);

    public int OpenCount => CountOpen(Bus, ChipSelect);

    public void PlugAgain() => _plug();

    public void Unplug() => UnplugDevice(Bus, ChipSelect);

    public void Dispose()
    {
        Unplug();
        GC.KeepAlive(_transact);
    }

    private int OnWire(int bus, int chipSelect, int mode, int clockHz, nint write, nint read, int length)
    {
        lock (_write)
        {
            Marshal.Copy(write, _write, 0, length);
            try
            {
                Wire.Transfer(new(clockHz, (byte)mode), _write.AsSpan(0, length), _read.AsSpan(0, length));
            }
            catch (HardwareException fault)
            {
                return KernelAnswer.Number(fault.Kind);
            }

            Marshal.Copy(_read, 0, read, length);
            return 0;
        }
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Transact(int bus, int chipSelect, int mode, int clockHz, nint write, nint read, int length);

    [DllImport("shim", EntryPoint = "shim_spi_plug"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void Plug(int bus, int chipSelect, int openError, uint bufferSize, int allowedModes, Transact transact);

    [DllImport("shim", EntryPoint = "shim_spi_unplug"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void UnplugDevice(int bus, int chipSelect);

    [DllImport("shim", EntryPoint = "shim_spi_open_count"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CountOpen(int bus, int chipSelect);
}
