namespace WasiHal.Fake;

/// <summary>
/// A serial port in memory whose other end is the test: <see cref="Feed"/> sends to it, <see cref="TakeWritten"/> shows
/// what it sent, unless a simulated device is attached, which takes that. Safe from any thread.
/// </summary>
public sealed class FakeUartPort : IUartPort
{
    /// <summary>Bytes that each direction holds.</summary>
    public const int BufferBytes = 65_536;

    private readonly TimedGate _gate;
    private readonly Queue<byte> _arrived = new();
    private readonly Queue<byte> _written = new();
    private bool _overrun;
    private int? _baud;
    private IUartPeer? _peer;

    internal FakeUartPort(TimeProvider timeProvider) => _gate = new(timeProvider);

    /// <summary>The rate in bits a second, null while the port is closed.</summary>
    public int? Baud => _gate.Locked(() => _baud);

    /// <summary>Puts a device at the other end, in place of the one that was there. What is written goes to it from now on.</summary>
    /// <param name="peer">The device.</param>
    public void Attach(IUartPeer peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        _gate.Change(() => _peer = peer);
    }

    /// <summary>Takes a device away; if it is not the one at the other end, nothing happens.</summary>
    /// <param name="peer">The device.</param>
    public void Detach(IUartPeer peer) => _gate.Change(() => _peer = ReferenceEquals(_peer, peer) ? null : _peer);

    /// <summary>Lets bytes arrive, whether the port is open or not. Beyond 65,536 unread bytes they are lost, and the next read says so.</summary>
    /// <param name="data">The bytes.</param>
    public void Feed(ReadOnlySpan<byte> data)
    {
        var bytes = data.ToArray();
        _gate.Change(() =>
        {
            foreach (var value in bytes)
            {
                if (_arrived.Count < BufferBytes)
                {
                    _arrived.Enqueue(value);
                }
                else
                {
                    _overrun = true;
                }
            }
        });
    }

    /// <summary>Takes what was written since the last time, as the peer would receive it.</summary>
    public byte[] TakeWritten() => _gate.Locked(() =>
    {
        var bytes = _written.ToArray();
        _written.Clear();
        return bytes;
    });

    /// <inheritdoc/>
    public void Open(int baud)
    {
        Require.Range(nameof(baud), baud, 50, 4_000_000, "bits a second");
        _gate.Change(() => _baud = baud);
    }

    /// <inheritdoc/>
    public int Read(Span<byte> buffer, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Require.Length(nameof(buffer), buffer.Length, lowest: 1);
        Require.Wait(timeout);
        var most = buffer.Length;
        var bytes = _gate.Wait(() => _baud is null || _overrun || _arrived.Count > 0, () => Take(most), timeout, cancellationToken);
        bytes.CopyTo(buffer);
        return bytes.Length;
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> data)
    {
        Require.Length(nameof(data), data.Length, lowest: 1);
        var bytes = data.ToArray();
        IUartPeer? peer = null;
        _gate.Change(() =>
        {
            DemandOpen();
            peer = _peer;
            if (peer is not null)
            {
                return;
            }

            if (_written.Count + bytes.Length > BufferBytes)
            {
                throw new HardwareException(HardwareErrorKind.Timeout, "The port's buffer does not empty: nobody takes what was written.");
            }

            foreach (var value in bytes)
            {
                _written.Enqueue(value);
            }
        });

        // Outside of the lock: a device has one of its own, under which it sends.
        peer?.Receive(bytes);
    }

    /// <inheritdoc/>
    public void Close() => _gate.Change(() =>
    {
        _baud = null;
        _arrived.Clear();
        _overrun = false;
    });

    private byte[] Take(int most)
    {
        DemandOpen();
        if (_overrun)
        {
            _overrun = false;
            throw new HardwareException(HardwareErrorKind.Overrun, "Bytes were lost: more than 65536 arrived unread.");
        }

        var bytes = new byte[Math.Min(most, _arrived.Count)];
        for (var index = 0; index < bytes.Length; index++)
        {
            bytes[index] = _arrived.Dequeue();
        }

        return bytes;
    }

    private void DemandOpen()
    {
        if (_baud is null)
        {
            throw new HardwareException(HardwareErrorKind.Invalid, "The port is not open.");
        }
    }
}
