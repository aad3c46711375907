using Microsoft.Win32.SafeHandles;

namespace WasiHal.Linux;

/// <summary>A descriptor of the kernel, closed once and by the C library that opened it.</summary>
internal sealed class KernelHandle : SafeHandleMinusOneIsInvalid
{
    /// <summary>Takes what a call answered; -1, its failure, makes a handle that is invalid.</summary>
    public KernelHandle(int descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    protected override bool ReleaseHandle() => LibC.Close((int)handle) == 0;
}
