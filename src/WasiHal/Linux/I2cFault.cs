using System.Globalization;

namespace WasiHal.Linux;

/// <summary>What the kernel's error numbers mean for an I²C transfer: <c>Documentation/i2c/fault-codes</c>.</summary>
internal static class I2cFault
{
    /// <param name="bus">Number of the adapter.</param>
    /// <param name="address">Who was addressed.</param>
    /// <param name="error">The number; null when nobody knows it.</param>
    /// <param name="text">The kernel's words.</param>
    /// <param name="cause">What was thrown, if anything was.</param>
    public static HardwareException Of(byte bus, I2cAddress address, int? error, string text, Exception? cause = null)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"I2C bus {bus}");
        var (kind, message) = error switch
        {
            KernelError.NoDeviceOrAddress or KernelError.RemoteInputOutput =>
                (HardwareErrorKind.NoAcknowledge, $"{address} on {name} does not acknowledge: check the address, the power and the wiring."),
            KernelError.TimedOut =>
                (HardwareErrorKind.Timeout, $"The transfer with {address} on {name} took too long: a device holds the clock or the data line down."),
            KernelError.TryAgain =>
                (HardwareErrorKind.ArbitrationLost, $"Another controller took {name} during the transfer with {address}."),
            KernelError.Busy =>
                (HardwareErrorKind.Bus, $"{name} stays busy, so {address} cannot be reached: a device holds a line down, or another controller never stops."),
            KernelError.InputOutput or KernelError.Protocol =>
                (HardwareErrorKind.Bus, $"The transfer with {address} on {name} failed: {text} Check wiring, pull-ups and whether a device is stuck."),
            KernelError.Invalid or KernelError.NotSupported =>
                (HardwareErrorKind.Invalid, $"The controller of {name} cannot do this transfer with {address}: it is too long for it, or it speaks SMBus alone."),
            KernelError.NoEntry or KernelError.NoDevice or KernelError.ShutDown =>
                (HardwareErrorKind.NotPresent, $"{name} is gone or asleep, so {address} cannot be reached."),
            _ => (HardwareErrorKind.Other, $"The transfer with {address} on {name} failed: {text}"),
        };
        return new(kind, message, cause);
    }
}
