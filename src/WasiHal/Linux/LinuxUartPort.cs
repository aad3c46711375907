using System.Globalization;

namespace WasiHal.Linux;

/// <summary>
/// A serial port of the machine, for this port alone while it is open. A thread that waits in a read or a write holds up neither
/// <see cref="Close"/> nor one that goes the other way. Waits are the kernel's, and so by the machine's clock.
/// </summary>
/// <param name="name">Its configured name.</param>
/// <param name="device">Its file, such as <c>/dev/serial0</c>.</param>
internal sealed class LinuxUartPort(string name, string device) : IUartPort, IDisposable
{
    /// <summary>How long a buffer may take to empty beyond the time that the bytes need on the wire.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The kernel tells of room only when its buffer is nearly empty; less room is found by trying.</summary>
    private static readonly TimeSpan LongestTry = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly Lock _writing = new();
    private SerialLine? _line;
    private bool _gone;
    private bool _disposed;

    /// <inheritdoc/>
    public void Open(int baud)
    {
        Require.Range(nameof(baud), baud, 50, 4_000_000, "bits a second");
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                _line?.SetRate(baud);
            }
            catch (HardwareException exception) when (exception.Kind == HardwareErrorKind.NotPresent)
            {
                // It was unplugged while nobody looked, and may be back by now.
                Drop();
            }

            _line ??= SerialLine.Open(name, device, baud);
            _gone = false;
        }
    }

    /// <inheritdoc/>
    public int Read(Span<byte> buffer, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Require.Length(nameof(buffer), buffer.Length, lowest: 1);
        Require.Wait(timeout);
        var line = DemandOpen();
        try
        {
            var count = line.Read(buffer);
            return count > 0 || timeout == TimeSpan.Zero || cancellationToken.IsCancellationRequested
                ? count
                : Await(line, buffer, timeout, cancellationToken);
        }
        catch (ObjectDisposedException)
        {
            throw NotOpen();
        }
        catch (HardwareException exception) when (exception.Kind == HardwareErrorKind.NotPresent)
        {
            Lose(line);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> data)
    {
        Require.Length(nameof(data), data.Length, lowest: 1);
        var line = DemandOpen();
        lock (_writing)
        {
            try
            {
                Send(line, data);
            }
            catch (ObjectDisposedException)
            {
                throw NotOpen();
            }
            catch (HardwareException exception) when (exception.Kind == HardwareErrorKind.NotPresent)
            {
                Lose(line);
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public void Close()
    {
        lock (_gate)
        {
            Drop();
            _gone = false;
        }
    }

    /// <summary>Closes the port for ever.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Close();
        }
    }

    private static HardwareException NotOpen() => new(HardwareErrorKind.Invalid, "The port is not open.");

    private static int Await(SerialLine line, Span<byte> buffer, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var begin = TimeProvider.System.GetTimestamp();
        using var cancelled = new WakeEvent();
        using var registration = cancellationToken.UnsafeRegister(static wake => ((WakeEvent)wake!).Set(), cancelled);
        while (timeout - TimeProvider.System.GetElapsedTime(begin) is var remaining && remaining > TimeSpan.Zero)
        {
            var present = line.Wait(LibC.Readable, remaining, cancelled);
            var count = line.Read(buffer);
            if (count > 0 || cancellationToken.IsCancellationRequested)
            {
                return count;
            }

            if (!present)
            {
                throw line.Gone();
            }
        }

        return 0;
    }

    private static void Send(SerialLine line, ReadOnlySpan<byte> data)
    {
        // Ten bits a byte, with its start and stop bit.
        var longest = Patience + TimeSpan.FromSeconds(10.0 * data.Length / line.Baud);
        var begin = TimeProvider.System.GetTimestamp();
        var sent = line.Write(data);
        while (sent < data.Length)
        {
            var remaining = longest - TimeProvider.System.GetElapsedTime(begin);
            if (remaining <= TimeSpan.Zero)
            {
                throw new HardwareException(
                    HardwareErrorKind.Timeout,
                    string.Create(CultureInfo.InvariantCulture, $"The port's buffer does not empty: it took {sent} of {data.Length} bytes."));
            }

            var present = line.Wait(LibC.Writable, remaining < LongestTry ? remaining : LongestTry);
            sent += line.Write(data[sent..]);
            if (!present)
            {
                throw line.Gone();
            }
        }
    }

    private SerialLine DemandOpen()
    {
        lock (_gate)
        {
            return _line ?? throw (_gone ? SerialFaults.Gone($"{name} ({device})") : NotOpen());
        }
    }

    private void Lose(SerialLine line)
    {
        lock (_gate)
        {
            if (_line == line)
            {
                Drop();
                _gone = true;
            }
        }
    }

    private void Drop()
    {
        _line?.Dispose();
        _line = null;
    }
}
