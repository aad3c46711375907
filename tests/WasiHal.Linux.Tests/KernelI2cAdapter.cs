using System.Runtime.InteropServices;
using WasiHal.Fake;
using WasiHal.Tests.Linux;

namespace WasiHal.Linux.Tests;

/// <summary>An adapter of the simulated kernel, with a simulated bus on its wire. Each has a number of its own.</summary>
internal sealed class KernelI2cAdapter : IDisposable
{
    /// <summary>Flags of <c>linux/i2c.h</c>: messages, and all that the kernel makes of them for SMBus.</summary>
    public const uint SpeaksI2c = 0x00000001 | 0x0eff0000;

    /// <summary>Flags of an adapter that speaks SMBus alone.</summary>
    public const uint SpeaksSmbus = 0x0eff0000;

    /// <summary>The flag of SMBus's quick command.</summary>
    public const uint HasQuick = 0x00010000;

    /// <summary>Numbers that no test takes for an adapter that is missing begin here.</summary>
    private static int _lastNumber = 99;

    private readonly byte[] _write = new byte[8192];
    private readonly byte[] _read = new byte[8192];
    private readonly Transact _transact;
    private readonly Action _plug;

    public KernelI2cAdapter(uint functions = SpeaksI2c, bool noZeroLength = false, int openError = 0)
    {
        KernelShim.Require();
        Number = checked((byte)Interlocked.Increment(ref _lastNumber));
        _transact = OnWire;
        _plug = () => Plug(Number, openError, functions, noZeroLength ? 1 : 0, _transact);
        _plug();
    }

    public byte Number { get; }

    public FakeI2cBus Wire { get; } = new FakeBoard().GetI2cBus(1);

    /// <summary>The lengths of each transaction that was on the wire, in order; none while it is null.</summary>
    public List<(int Write, int Read)>? Transactions { get; set; }

    public int OpenCount => CountOpen(Number);

    public void Hold(I2cAddress address) => HoldAddress(Number, address.Value);

    public void PlugAgain() => _plug();

    public void Unplug() => UnplugNumber(Number);

    public void Dispose()
    {
        Unplug();
        GC.KeepAlive(_transact);
    }

    private int OnWire(int adapter, int address, nint write, int writeLength, nint read, int readLength)
    {
        lock (_write)
        {
            Transactions?.Add((writeLength, readLength));
            Marshal.Copy(write, _write, 0, writeLength);
            try
            {
                Wire.WriteRead(new(address), _write.AsSpan(0, writeLength), _read.AsSpan(0, readLength));
            }
            catch (HardwareException fault)
            {
                return KernelAnswer.Number(fault.Kind);
            }

            Marshal.Copy(_read, 0, read, readLength);
            return 0;
        }
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Transact(int adapter, int address, nint write, int writeLength, nint read, int readLength);

    [DllImport("shim", EntryPoint = "shim_i2c_plug"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void Plug(int number, int openError, nuint functions, int noZeroLength, Transact transact);

    [DllImport("shim", EntryPoint = "shim_i2c_unplug"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void UnplugNumber(int number);

    [DllImport("shim", EntryPoint = "shim_i2c_hold"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void HoldAddress(int number, int address);

    [DllImport("shim", EntryPoint = "shim_i2c_open_count"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CountOpen(int number);
}
