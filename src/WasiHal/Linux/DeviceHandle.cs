using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace WasiHal.Linux;

/// <summary>An open file. A thread that is inside a call with it keeps it open, so that its number cannot become another file's.</summary>
internal sealed class DeviceHandle : SafeHandleMinusOneIsInvalid
{
    public DeviceHandle(int descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    protected override bool ReleaseHandle() => LibC.Close((int)handle) == 0;

    /// <summary>Waits until one of the files has what is asked of it, or the time is over. Null stands for a file that does not matter.</summary>
    /// <returns>What the first file has.</returns>
    /// <exception cref="ObjectDisposedException">A file is closed.</exception>
    public static short Wait(TimeSpan timeout, params ReadOnlySpan<(DeviceHandle? File, short Asked)> files)
    {
        var polled = new LibC.Polled[files.Length];
        var held = 0;
        try
        {
            foreach (var (file, asked) in files)
            {
                var taken = false;
                file?.DangerousAddRef(ref taken);
                polled[held++] = new() { Descriptor = file is null ? -1 : (int)file.handle, Asked = asked };
            }

            // Rounded up, else the last fraction of a millisecond would be spent in asking again and again.
            var milliseconds = (int)Math.Ceiling(timeout.TotalMilliseconds);
            if (LibC.Poll(polled, (nuint)polled.Length, milliseconds) < 0 && Marshal.GetLastPInvokeError() is not KernelError.Interrupted and var error)
            {
                throw new HardwareException($"poll failed: {Marshal.GetPInvokeErrorMessage(error)}.");
            }

            return polled[0].Answered;
        }
        finally
        {
            foreach (var (file, _) in files[..held])
            {
                file?.DangerousRelease();
            }
        }
    }
}
