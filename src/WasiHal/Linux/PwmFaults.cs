using System.Runtime.InteropServices;

namespace WasiHal.Linux;

/// <summary>What the kernel's error numbers mean for a PWM channel, and what to do about them.</summary>
internal static class PwmFaults
{
    /// <summary><c>ERANGE</c>, as some drivers say that they cannot do a period.</summary>
    private const int OutOfRange = 34;

    public static HardwareException Of(string channel, int error) => error switch
    {
        KernelError.NoEntry or KernelError.NoDevice => new(
            HardwareErrorKind.NotPresent,
            $"There is no {channel}: set dtoverlay=pwm, or dtoverlay=pwm-2chan for two channels, in /boot/firmware/config.txt and restart the machine."),
        KernelError.AccessDenied or KernelError.NotPermitted => new(
            HardwareErrorKind.Denied, $"This program may not use {channel}: its user must be in the group gpio."),
        KernelError.Busy => new(HardwareErrorKind.Busy, $"Another driver of the kernel uses {channel}."),
        KernelError.Invalid or OutOfRange => new(HardwareErrorKind.Invalid, $"It cannot be done by {channel}."),
        _ => new($"The kernel failed with {channel}: {Marshal.GetPInvokeErrorMessage(error)}."),
    };
}
