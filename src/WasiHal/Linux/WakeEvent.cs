using System.Runtime.InteropServices;

namespace WasiHal.Linux;

/// <summary>Wakes the threads that wait on a file, now and until it is reset. An event that the kernel can wait for beside the file.</summary>
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

    /// <summary>Readable from <see cref="Set"/> to <see cref="Reset"/>.</summary>
    public DeviceHandle File { get; }

    public void Set()
    {
        ReadOnlySpan<byte> one = BitConverter.GetBytes(1UL);
        _ = LibC.Write(File, in MemoryMarshal.GetReference(one), one.Length);
    }

    /// <summary>Takes back all that was set.</summary>
    public void Reset()
    {
        var drained = 0UL;
        _ = LibC.Read(File, ref MemoryMarshal.AsBytes(new Span<ulong>(ref drained))[0], sizeof(ulong));
    }

    public void Dispose() => File.Dispose();
}
