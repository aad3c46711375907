using Wasmtime;

namespace WasiHal.Hosting.Wasm;

/// <summary>Says in one line what ended a call, whichever way the engine reports it.</summary>
internal static class Traps
{
    private const string TrapMark = "wasm trap: ";

    /// <summary>The exception for what the engine threw out of a call.</summary>
    public static GuestLostException ToException(WasmtimeException thrown)
    {
        // A host function or the epoch callback ended the call: its reason is the reason.
        if (thrown.InnerException is GuestLostException lost)
        {
            return lost;
        }

        if (thrown.InnerException is { } fault)
        {
            return new GuestLostException($"the host failed in a call of the plugin: {fault.GetType().Name}: {fault.Message}", GuestText.Detail(thrown.Message), thrown);
        }

        if (thrown.ExitCode is { } code)
        {
            return new GuestLostException($"the plugin ended itself with exit code {code}", GuestText.Detail(thrown.Message), thrown);
        }

        var text = thrown is TrapException trap
            ? Explain(trap.Type.ToString(), thrown.Message)
            : Explain(LastTrap(thrown.Message), thrown.Message);
        return new GuestLostException(text, GuestText.Detail(thrown.Message), thrown);
    }

    private static string? LastTrap(string message)
    {
        var mark = message.LastIndexOf(TrapMark, StringComparison.Ordinal);
        if (mark < 0)
        {
            return null;
        }

        var rest = message.AsSpan(mark + TrapMark.Length);
        var end = rest.IndexOf('\n');
        return (end < 0 ? rest : rest[..end]).Trim().ToString();
    }

    private static string Explain(string? trap, string message) => trap switch
    {
        nameof(TrapCode.StackOverflow) or "call stack exhausted" => "trap: the call stack is exhausted (recursion too deep)",
        nameof(TrapCode.Unreachable) or "wasm `unreachable` instruction executed" => "trap: the plugin aborted",
        nameof(TrapCode.Interrupt) or "interrupt" => "trap: interrupted",
        null => $"trap: {FirstLine(message)}",
        _ => $"trap: {trap}",
    };

    private static string FirstLine(string message)
    {
        var end = message.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
