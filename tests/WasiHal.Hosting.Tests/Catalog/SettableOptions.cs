using Microsoft.Extensions.Options;

namespace WasiHal.Hosting.Tests.Catalog;

/// <summary>Options that a test changes by hand.</summary>
internal sealed class SettableOptions<T>(T value) : IOptionsMonitor<T>
{
    private Action<T, string?> _listeners = (_, _) => { };

    public T CurrentValue { get; private set; } = value;

    public T Get(string? name) => CurrentValue;

    public IDisposable? OnChange(Action<T, string?> listener)
    {
        _listeners += listener;
        return null;
    }

    public void Set(T value)
    {
        CurrentValue = value;
        _listeners(value, null);
    }
}
