using System.Runtime.InteropServices;

namespace WasiHal.Linux;

/// <summary>Wakes the threads that wait on a file, now and from now on. An event that the kernel can wait for beside the file.</summary>
internal sealed class WakeEvent : IDisposable
{
    public WakeEvent()
    {
        File = new(LibC.CreateEvent(0, LibC.EventNeverWaits));
        if (File.IsInvalid)
        {
            throw new HardwareException($"eventfd failed: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    /// <summary>Readable once <see cref="Set"/> was called.</summary>
    public DeviceHandle File { get; }

    public void Set()
    {
        ReadOnlySpan<byte> one = BitConverter.GetBytes(1UL);
        _ = LibC.Write(File, in MemoryMarshal.GetReference(one), one.Length);
    }

    public void Dispose() => File.Dispose();
}
