using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Capabilities;

/// <summary>Times that a plugin asks the host to wait.</summary>
internal static class WaitTime
{
    private const uint LongestMilliseconds = 60_000;

    /// <summary>The time asked for, cut at the call's deadline.</summary>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Invalid"/>: more than a minute.</exception>
    public static TimeSpan Checked(uint milliseconds, CallBudget budget)
    {
        if (milliseconds > LongestMilliseconds)
        {
            throw new HardwareException(HardwareErrorKind.Invalid, $"timeout-ms is {milliseconds}, 0 to {LongestMilliseconds} is accepted");
        }

        var asked = TimeSpan.FromMilliseconds(milliseconds);
        var remaining = budget.Remaining;
        return asked < remaining ? asked : remaining;
    }
}
