using Microsoft.Extensions.Options;

namespace WasiHal.Hosting.Tests.Catalog;

/// <summary>Options that a test changes by hand.</summary>
internal sealed class SettableOptions<T>(T value) : IOptionsMonitor<T>
{
    private Action<T, string?> _listeners = (_, _) => { };
    private T _value = value;

    /// <summary>What is wrong with the options, as a validator would tell it; null when they are valid.</summary>
    public string? Fault { get; set; }

    public T CurrentValue => Fault is null ? _value : throw new OptionsValidationException("", typeof(T), [Fault]);

    public T Get(string? name) => CurrentValue;

    public IDisposable? OnChange(Action<T, string?> listener)
    {
        _listeners += listener;
        return null;
    }

    public void Set(T value)
    {
        _value = value;
        _listeners(value, null);
    }
}
