namespace WasiHal.Hosting.Wasm.CanonicalAbi;

/// <summary>
/// Where the host functions of one instance of the shared module lead. The module's linker is shared by all instances
/// (making one costs as much as an instance), and the package tells a host function nothing of who calls it; but a guest
/// is only ever called on its own thread, so the thread knows.
/// </summary>
/// <param name="frame">The instance's call frame.</param>
/// <param name="wasi">The instance's answers in place of WASI.</param>
internal sealed class GuestCalls(CanonicalCallFrame frame, WasiPreview1 wasi)
{
    [ThreadStatic]
    private static GuestCalls? _current;

    /// <summary>The call frame of the instance that this thread is in.</summary>
    public static CanonicalCallFrame Frame => Current.OwnFrame;

    /// <summary>The WASI of the instance that this thread is in.</summary>
    public static WasiPreview1 Wasi => Current.OwnWasi;

    private static GuestCalls Current => _current ?? throw new GuestLostException("a host function was called outside of any call of a plugin");

    private CanonicalCallFrame OwnFrame { get; } = frame;

    private WasiPreview1 OwnWasi { get; } = wasi;

    /// <summary>Makes this instance the one that the thread is in.</summary>
    public void Enter() => _current = this;
}
