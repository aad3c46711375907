using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace WasiHal.Linux;

/// <summary>
/// An open serial port of the kernel. System.IO.Ports is not used, because it writes DTR and RTS when it opens, does not tell
/// of lost bytes, waits forever on a port that was unplugged, and asks a thousand times a second while it waits. Safe from any thread.
/// </summary>
internal sealed class SerialLine : IDisposable
{
    /// <summary><c>TIOCEXCL</c> and <c>TIOCNXCL</c>: whether others may open the device too.</summary>
    private const nuint Exclusive = 0x540c;
    private const nuint Shared = 0x540d;

    /// <summary><c>TCFLSH</c> with <c>TCIFLUSH</c>: forget what arrived.</summary>
    private const nuint Flush = 0x540b;
    private const nint Arrived = 0;

    /// <summary><c>TIOCGICOUNT</c>: twenty counters, of which the 8th and the 11th count lost bytes: of the chip and of the kernel.</summary>
    private const nuint GetCounters = 0x545d;
    private const int CountersBytes = 80;
    private const int LostByChip = 7 * 4;
    private const int LostByKernel = 10 * 4;

    private readonly string _port;
    private readonly DeviceHandle _file;
    private readonly WakeEvent _closed = new();
    private readonly Lock _counting = new();
    private readonly byte[] _counters = new byte[CountersBytes];
    private uint? _lost;

    private SerialLine(string port, DeviceHandle file) => (_port, _file) = (port, file);

    /// <summary>The rate in bits a second that was asked for.</summary>
    public int Baud { get; private set; }

    public static SerialLine Open(string name, string device, int baud)
    {
        var port = $"{name} ({device})";
        var file = new DeviceHandle(LibC.Open(Encoding.UTF8.GetBytes(device + '\0'), LibC.ReadWrite | LibC.NotWaiting));
        if (file.IsInvalid)
        {
            throw SerialFaults.OfOpening(name, port, Marshal.GetLastPInvokeError());
        }

        var line = new SerialLine(port, file);
        try
        {
            // The lock also holds against the superuser, for whom the device itself is never exclusive.
            if (TerminalSettings.Of(file, out var error) is null || Failed(LibC.Lock(file, LibC.LockExclusive), out error) || Failed(LibC.Control(file, Exclusive, 0), out error))
            {
                throw SerialFaults.OfOpening(name, port, error);
            }

            line.SetRate(baud);
            _ = LibC.Control(file, Flush, Arrived);
            line._lost = line.CountLost();
            return line;
        }
        catch
        {
            line.Dispose();
            throw;
        }
    }

    /// <summary>Changes the rate; what has arrived stays.</summary>
    public void SetRate(int baud)
    {
        var before = TerminalSettings.Of(_file, out var error) ?? throw SerialFaults.Of(_port, error);
        error = TerminalSettings.Raw(baud).Apply(_file);
        if (error is not (0 or KernelError.Invalid))
        {
            throw SerialFaults.Of(_port, error);
        }

        // A driver does not refuse a rate: it takes another one and says which. Two ends may differ by some 4 % in all; half of it is ours.
        var actual = TerminalSettings.Of(_file, out var fault) ?? throw SerialFaults.Of(_port, fault);
        if (error != 0 || Math.Abs((long)actual.Baud - baud) * 50 > baud)
        {
            _ = before.Apply(_file);
            throw SerialFaults.NoSuchRate(_port, baud, error == 0 ? actual.Baud : null);
        }

        Baud = baud;
    }

    /// <summary>Takes what has arrived, 0 bytes when nothing has.</summary>
    public int Read(Span<byte> buffer)
    {
        DemandNothingLost();
        var count = (int)LibC.Read(_file, ref MemoryMarshal.GetReference(buffer), buffer.Length);
        return count > 0 ? count
            : count == 0 ? throw SerialFaults.Gone(_port)
            : NotNow();
    }

    /// <summary>Gives as many bytes as there is room for.</summary>
    public int Write(ReadOnlySpan<byte> data)
    {
        var count = (int)LibC.Write(_file, in MemoryMarshal.GetReference(data), data.Length);
        return count >= 0 ? count : NotNow();
    }

    /// <summary>Waits for bytes or room, for <paramref name="cancelled"/>, or for the line to be closed.</summary>
    /// <returns>Whether the port is still there.</returns>
    public bool Wait(short asked, TimeSpan timeout, WakeEvent? cancelled = null) =>
        (DeviceHandle.Wait(timeout, (_file, asked), (_closed.File, LibC.Readable), (cancelled?.File, LibC.Readable)) & LibC.Broken) == 0;

    public HardwareException Gone() => SerialFaults.Gone(_port);

    public void Dispose()
    {
        try
        {
            // A thread inside a call keeps the file open until it has left; the next user need not wait for that.
            _ = LibC.Control(_file, Shared, 0);
            _ = LibC.Lock(_file, LibC.Unlock);
            _closed.Set();
        }
        catch (ObjectDisposedException)
        {
            return;
        }

        _file.Dispose();
        _closed.Dispose();
    }

    private static bool Failed(int answer, out int error)
    {
        error = answer < 0 ? Marshal.GetLastPInvokeError() : 0;
        return error != 0;
    }

    private int NotNow() => Marshal.GetLastPInvokeError() is KernelError.TryAgain or KernelError.Interrupted
        ? 0
        : throw SerialFaults.Of(_port, Marshal.GetLastPInvokeError());

    private void DemandNothingLost()
    {
        lock (_counting)
        {
            if (_lost is { } before && CountLost() is { } now && now != before)
            {
                _lost = now;
                throw new HardwareException(HardwareErrorKind.Overrun, $"{now - before} bytes were lost: they came faster than {_port} was read.");
            }
        }
    }

    /// <summary>Null where the driver does not count, as a pseudo terminal.</summary>
    private uint? CountLost() => LibC.Control(_file, GetCounters, _counters) < 0 ? null : Counter(LostByChip) + Counter(LostByKernel);

    private uint Counter(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_counters.AsSpan(at));
}
