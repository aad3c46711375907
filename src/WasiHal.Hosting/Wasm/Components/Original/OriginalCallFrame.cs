using Microsoft.Extensions.Logging;
using Wasmtime.Components;

namespace WasiHal.Hosting.Wasm.Components.Original;

/// <summary>
/// A call by a plugin of the original: errors are texts, and most functions have no way to tell one. Those do nothing
/// then, and the plugin's log says so once.
/// </summary>
internal sealed class OriginalCallFrame(PluginEnvironment plugin, CallBudget budget, TimeProvider time) : ComponentCallFrame(plugin, budget)
{
    /// <summary>Different faults of one instance that are told; more tell nobody anything.</summary>
    private const int MostTold = 16;

    private readonly HashSet<string> _told = [];
    private readonly HashSet<string> _madeUp = [];

    /// <summary>The host's time.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Whether this instance has opened its serial port.</summary>
    public bool IsPortOpen { get; set; }

    public override void ReturnError(HardwareErrorKind kind, string message) => Return(ComponentValue.Err(ComponentValue.String(message)));

    /// <summary>Gives a result that can fail.</summary>
    public void ReturnOk(ComponentValue value) => Return(ComponentValue.Ok(value));

    /// <summary>Gives a result that cannot fail.</summary>
    public void ReturnValue(ComponentValue value) => Return(value);

    /// <summary>Gives a value that is 0 or false, because the contract cannot say that it is not known.</summary>
    /// <param name="field">The field of the monitor's record that it may come back in.</param>
    public void MakeUp(string field) => _madeUp.Add(field);

    /// <summary>Whether a field's 0 or false may be one that the host made up since the poll began.</summary>
    public bool IsMadeUp(string field) => _madeUp.Contains(field);

    /// <summary>A poll begins: what the host said before does not count.</summary>
    public void BeginPoll() => _madeUp.Clear();

    /// <summary>Does what the plugin cannot be told the outcome of.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="act">What to do.</param>
    /// <returns>Whether it was done.</returns>
    public bool Try(string function, Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (HardwareException refused) when (refused.Kind == HardwareErrorKind.Denied)
        {
            // Counted and logged where it was refused.
        }
        catch (Exception fault) when (fault is not GuestLostException)
        {
            // Of a provider that breaks its own contract the plugin hears as much as of the hardware's: nothing.
            if (_told.Count < MostTold && _told.Add($"{function} {fault.Message}"))
            {
                Plugin.Log.Write(LogLevel.Warning, $"{function} did nothing: {fault.Message}");
            }
        }

        return false;
    }
}
