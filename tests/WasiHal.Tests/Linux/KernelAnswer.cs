using System.Runtime.InteropServices;
using WasiHal.Linux;

namespace WasiHal.Tests.Linux;

/// <summary>How the kernel tells of a fault of a simulated device, and System.Device.Gpio of what the kernel said.</summary>
internal static class KernelAnswer
{
    public static int Number(HardwareErrorKind kind) => kind switch
    {
        HardwareErrorKind.Bus => KernelError.InputOutput,
        HardwareErrorKind.ArbitrationLost => KernelError.TryAgain,
        HardwareErrorKind.NoAcknowledge => KernelError.RemoteInputOutput,
        HardwareErrorKind.Timeout => KernelError.TimedOut,
        HardwareErrorKind.Busy => KernelError.Busy,
        HardwareErrorKind.NotPresent => KernelError.ShutDown,
        HardwareErrorKind.Invalid => KernelError.Invalid,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The kernel has no number for it."),
    };

    public static IOException Exception(int number, string rest) => new($"Error {number} ({Marshal.GetPInvokeErrorMessage(number)}){rest}");
}
