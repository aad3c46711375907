using Microsoft.Win32.SafeHandles;

namespace WasiHal.Linux;

/// <summary>A descriptor of the kernel, closed once and by the C library that opened it.</summary>
internal sealed class KernelHandle : SafeHandleMinusOneIsInvalid
{
    /// <summary>For a call that answers a descriptor.</summary>
    public KernelHandle()
        : base(ownsHandle: true)
    {
    }

    /// <summary>For a descriptor that came inside of a structure.</summary>
    public KernelHandle(int descriptor)
        : this() => SetHandle(descriptor);

    protected override bool ReleaseHandle() => LibC.Close((int)handle) == 0;
}
