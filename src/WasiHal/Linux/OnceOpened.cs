using System.Collections.Concurrent;

namespace WasiHal.Linux;

/// <summary>Parts that are opened at their first use and kept. One that could not be opened is tried again at the next use. Safe from any thread.</summary>
internal sealed class OnceOpened<TKey, TPart>(Func<TKey, TPart> open) : IDisposable
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<TKey, TPart> _parts = new();
    private bool _isDisposed;

    public TPart Get(TKey key)
    {
        if (_parts.TryGetValue(key, out var part))
        {
            return part;
        }

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(LinuxBoard));
            return _parts.GetOrAdd(key, open);
        }
    }

    /// <summary>Does something to each part that is open; one that fails does not keep it from the others.</summary>
    public void ForEach(Action<TPart> action)
    {
        foreach (var part in _parts.Values)
        {
            SafeState.Try(() => action(part));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
        }

        ForEach(part => (part as IDisposable)?.Dispose());
    }
}
