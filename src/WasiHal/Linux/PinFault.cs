using System.Globalization;
using System.Runtime.InteropServices;

namespace WasiHal.Linux;

/// <summary>What the kernel and System.Device.Gpio say of a pin that failed, in the board's own words.</summary>
internal static class PinFault
{
    public const string HowToBeAllowed = "add the user to the group gpio (sudo usermod -aG gpio USER) and log in anew";

    /// <summary>The failure of the call before, by its error number.</summary>
    public static HardwareException OfLastCall(string what) => Of(Marshal.GetLastPInvokeError(), what);

    public static HardwareException Of(int error, string what, Exception? cause = null)
    {
        var kind = KindOf(error);
        var advice = kind == HardwareErrorKind.Denied ? $": {HowToBeAllowed}" : "";
        return new(kind, string.Create(CultureInfo.InvariantCulture, $"{what}: error {error} ({Marshal.GetPInvokeErrorMessage(error)}){advice}."), cause);
    }

    public static HardwareException Of(Exception cause, string what) => cause switch
    {
        HardwareException known => known,
        ObjectDisposedException => SwitchedOff("board"),
        DllNotFoundException or DirectoryNotFoundException or FileNotFoundException => Told(HardwareErrorKind.NotPresent, what, cause),
        UnauthorizedAccessException => Told(HardwareErrorKind.Denied, $"{what}: {HowToBeAllowed}", cause),
        TimeoutException => Told(HardwareErrorKind.Timeout, what, cause),
        _ when KernelError.In(cause) is { } error => Of(error, what, cause),
        InvalidOperationException or NotSupportedException or ArgumentException => Told(HardwareErrorKind.Invalid, what, cause),
        _ => Told(HardwareErrorKind.Other, what, cause),
    };

    public static HardwareException SwitchedOff(string part) =>
        new(HardwareErrorKind.NotPresent, $"The {part} is switched off: the program ends.");

    private static HardwareException Told(HardwareErrorKind kind, string what, Exception cause) => new(kind, $"{what}: {cause.Message}", cause);

    private static HardwareErrorKind KindOf(int error) => error switch
    {
        KernelError.Busy => HardwareErrorKind.Busy,
        KernelError.AccessDenied or KernelError.NotPermitted => HardwareErrorKind.Denied,
        KernelError.NoEntry or KernelError.NoDevice or KernelError.NoDeviceOrAddress => HardwareErrorKind.NotPresent,
        KernelError.Invalid or KernelError.NotATerminal or KernelError.NotSupported => HardwareErrorKind.Invalid,
        KernelError.TimedOut => HardwareErrorKind.Timeout,
        _ => HardwareErrorKind.Other,
    };
}
