namespace WasiHal;

/// <summary>Named switched outputs. Polarity is the board's business. Safe from any thread.</summary>
public interface IRelayBank
{
    /// <summary>The names, in the order of the configuration.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Switches an output.</summary>
    /// <param name="name">Its configured name.</param>
    /// <param name="on">Whether it is to be on.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NotPresent"/>: no relay of that name.</exception>
    void Set(string name, bool on);

    /// <summary>Whether an output is on, as last set.</summary>
    /// <param name="name">Its configured name.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NotPresent"/>: no relay of that name.</exception>
    bool Get(string name);

    /// <summary>How often an output was set since the start, by whomever: who set it and finds the number unchanged knows that nobody else did since. A bank that does not count says 0.</summary>
    /// <param name="name">Its configured name.</param>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NotPresent"/>: no relay of that name.</exception>
    long TimesSet(string name) => 0;
}
