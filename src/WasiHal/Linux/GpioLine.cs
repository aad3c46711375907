using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Device.Gpio;
using System.Globalization;
using System.Runtime.InteropServices;

namespace WasiHal.Linux;

/// <summary>One line that this process has taken from the kernel. Safe from any thread.</summary>
internal sealed class GpioLine(int number, DeviceHandle handle, ulong flags) : IDisposable
{
    private const int EventsAtOnce = 16;

    private readonly Lock _gate = new();
    private readonly byte[] _values = new byte[GpioUapi.ValuesBytes];
    private readonly byte[] _events = new byte[EventsAtOnce * GpioUapi.EventBytes];
    private readonly LibC.Polled[] _poll = new LibC.Polled[1];
    private readonly Queue<(LineEdge Edge, ImmutableArray<Callback> Told)> _untold = new();
    private ImmutableArray<Callback> _callbacks = [];
    private bool _isLost;

    public ulong Flags { get; private set; } = flags;

    /// <summary>Where edges are to be waited for; null when nobody wants them, or none can come any more.</summary>
    public int? Watched
    {
        get
        {
            lock (_gate)
            {
                return _callbacks.IsEmpty || _isLost || handle.IsClosed ? null : (int)handle.DangerousGetHandle();
            }
        }
    }

    /// <summary>Makes the line something else, in one step. Nobody is told of edges any more.</summary>
    public void Configure(ulong flags, bool high)
    {
        lock (_gate)
        {
            _callbacks = [];
            SetConfig(flags, high);
            Flags = flags;
        }
    }

    public bool Read()
    {
        lock (_gate)
        {
            Values(bit: false, GpioUapi.GetValues, "read");
            return (BinaryPrimitives.ReadUInt64LittleEndian(_values) & 1) != 0;
        }
    }

    public void Write(bool high)
    {
        lock (_gate)
        {
            Values(high, GpioUapi.SetValues, "written");
        }
    }

    public void Add(PinEventTypes types, PinChangeEventHandler handler)
    {
        lock (_gate)
        {
            // What happened before is for those who were there; without any, it is left over from an earlier time and for nobody.
            Fetch();
            if (_callbacks.IsEmpty)
            {
                // Both edges, whatever is asked for: changing it for one who comes later would lose edges of those who are there.
                SetConfig(Flags | GpioUapi.BothEdges | GpioUapi.WallClock, high: false);
            }

            _callbacks = _callbacks.Add(new(types, handler));
        }
    }

    public void Remove(PinChangeEventHandler handler)
    {
        lock (_gate)
        {
            var had = _callbacks;
            _callbacks = _callbacks.RemoveAll(callback => callback.Handler == handler);
            if (_callbacks.IsEmpty && !had.IsEmpty && !_isLost)
            {
                SetConfig(Flags, high: false);
            }
        }
    }

    /// <summary>Tells what has come by now. For the one thread that tells.</summary>
    public void Tell(object sender)
    {
        while (true)
        {
            (LineEdge Edge, ImmutableArray<Callback> Told) next;
            lock (_gate)
            {
                Fetch();
                if (!_untold.TryDequeue(out next))
                {
                    return;
                }
            }

            foreach (var callback in next.Told.Where(callback => (callback.Types & next.Edge.ChangeType) != 0))
            {
                try
                {
                    callback.Handler(sender, next.Edge);
                }
#pragma warning disable CA1031 // A handler that fails must end neither the thread that tells all the others nor the process.
                catch (Exception)
#pragma warning restore CA1031
                {
                }
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _callbacks = [];
            handle.Dispose();
        }
    }

    private void SetConfig(ulong flags, bool high) => Control(GpioUapi.SetConfig, GpioUapi.Config(flags, high), "configured");

    private void Values(bool bit, uint request, string verb)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_values, bit ? 1ul : 0);
        BinaryPrimitives.WriteUInt64LittleEndian(_values.AsSpan(8), 1);
        Control(request, _values, verb);
    }

    private void Control(uint request, byte[] argument, string verb)
    {
        if (LibC.Control(handle, request, argument) < 0)
        {
            throw PinFault.OfLastCall(string.Create(CultureInfo.InvariantCulture, $"GPIO {number} cannot be {verb}"));
        }
    }

    private void Fetch()
    {
        while (!handle.IsClosed && !_isLost && HasCome())
        {
            var length = LibC.Read(handle, ref _events[0], _events.Length);
            _isLost = length == 0 || (length < 0 && Marshal.GetLastPInvokeError() is not (KernelError.Interrupted or KernelError.TryAgain));
            for (var at = 0; at + GpioUapi.EventBytes <= length && !_callbacks.IsEmpty; at += GpioUapi.EventBytes)
            {
                var nanoseconds = BinaryPrimitives.ReadInt64LittleEndian(_events.AsSpan(at));
                var time = DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
                var type = BinaryPrimitives.ReadInt32LittleEndian(_events.AsSpan(at + 8)) == 1 ? PinEventTypes.Rising : PinEventTypes.Falling;
                _untold.Enqueue((new(type, number, time), _callbacks));
            }
        }
    }

    // Asked each time, because reading a line with no edge would wait for one.
    private bool HasCome()
    {
        _poll[0] = new() { Descriptor = (int)handle.DangerousGetHandle(), Asked = LibC.Readable };
        if (LibC.Poll(_poll, 1, 0) <= 0)
        {
            return false;
        }

        // Anything else than an edge is an end: the chip is gone.
        var isReadable = (_poll[0].Answered & LibC.Readable) != 0;
        _isLost = !isReadable;
        return isReadable;
    }

    private readonly record struct Callback(PinEventTypes Types, PinChangeEventHandler Handler);
}
