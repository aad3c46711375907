using System.Collections.Immutable;

namespace WasiHal.Linux;

/// <summary>The one thread that waits for edges of all watched lines. It begins with the first of them.</summary>
internal sealed class EdgeThread(object sender) : IDisposable
{
    private const int StackBytes = 256 << 10;

    private readonly Lock _gate = new();
    private ImmutableHashSet<GpioLine> _lines = [];
    private WakeEvent? _wake;
    private bool _isEnded;

    /// <summary>Waits for the line too, or looks at it anew.</summary>
    public void Watch(GpioLine line)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isEnded, sender);
            _lines = _lines.Add(line);
            if (_wake is null)
            {
                _wake = new();
                new Thread(Run, StackBytes) { IsBackground = true, Name = "wasihal gpio" }.Start();
            }
            else
            {
                Wake();
            }
        }
    }

    public void Forget(GpioLine line)
    {
        lock (_gate)
        {
            _lines = _lines.Remove(line);
            Wake();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isEnded = true;
            _lines = [];
            Wake();
        }
    }

    private void Wake()
    {
        if (_wake is { File.IsClosed: false } wake)
        {
            wake.Set();
        }
    }

    private void Run()
    {
        while (true)
        {
            ImmutableHashSet<GpioLine> lines;
            lock (_gate)
            {
                if (_isEnded)
                {
                    _wake!.Dispose();
                    return;
                }

                lines = _lines;
            }

            Wait([(int)_wake!.File.DangerousGetHandle(), .. lines.Select(line => line.Watched).OfType<int>()]);
            _wake.Reset();
            foreach (var line in lines)
            {
                line.Tell(sender);
            }
        }
    }

    // A line that is released meanwhile is a wrong number here, which ends the wait early and does no harm: its own gate
    // is asked before anything is read.
    private static void Wait(ReadOnlySpan<int> descriptors)
    {
        var set = new LibC.Polled[descriptors.Length];
        for (var index = 0; index < descriptors.Length; index++)
        {
            set[index] = new() { Descriptor = descriptors[index], Asked = LibC.Readable };
        }

        _ = LibC.Poll(set, (nuint)descriptors.Length, -1);
    }
}
