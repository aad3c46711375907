using System.Globalization;
using System.Runtime.InteropServices;

namespace WasiHal.Linux;

/// <summary>What the kernel's error numbers mean for a serial port, and what to do about them.</summary>
internal static class SerialFaults
{
    /// <summary>A call for an open port failed; the usual reason is that its adapter was unplugged.</summary>
    public static HardwareException Of(string port, int error) => error is KernelError.InputOutput or KernelError.NoDevice or KernelError.NoDeviceOrAddress
        ? Gone(port)
        : Other(port, error);

    public static HardwareException Gone(string port) =>
        new(HardwareErrorKind.NotPresent, $"The serial port {port} is gone, such as an unplugged USB adapter: open it again when it is back.");

    /// <summary>A port could not be opened.</summary>
    public static HardwareException OfOpening(string name, string port, int error) => error switch
    {
        KernelError.NoEntry or KernelError.NoDevice or KernelError.NoDeviceOrAddress => new(
            HardwareErrorKind.NotPresent,
            $"There is no serial port {port}: set enable_uart=1 in /boot/firmware/config.txt and switch the serial console off in raspi-config, or plug the USB adapter in."),
        KernelError.AccessDenied or KernelError.NotPermitted => new(
            HardwareErrorKind.Denied, $"The serial port {port} may not be used: the user of this program must be in the group dialout."),
        KernelError.Busy or KernelError.TryAgain => new(
            HardwareErrorKind.Busy, $"The serial port {port} is in use by another port or program."),
        KernelError.NotATerminal or KernelError.InputOutput or IsFolder => new(
            HardwareErrorKind.NotPresent, $"{port} is no serial port: uart.{name}.device names one, such as /dev/serial0 or /dev/ttyUSB0."),
        _ => Other(port, error),
    };

    public static HardwareException NoSuchRate(string port, int baud, int? nearest) => new(
        HardwareErrorKind.Invalid,
        nearest is { } rate
            ? string.Create(CultureInfo.InvariantCulture, $"baud is {baud}: the serial port {port} cannot do that, its nearest is {rate} bits a second.")
            : string.Create(CultureInfo.InvariantCulture, $"baud is {baud}: the serial port {port} cannot do that."));

    /// <summary><c>EISDIR</c>.</summary>
    private const int IsFolder = 21;

    private static HardwareException Other(string port, int error) =>
        new($"The serial port {port} failed: {Marshal.GetPInvokeErrorMessage(error)}.");
}
