namespace WasiHal.Hosting.Wasm;

/// <summary>One function of the contract with what the host does for it.</summary>
/// <param name="Signature">Its types, generated from <c>wit/</c>.</param>
/// <param name="Handler">Reads the arguments from the frame, in order, and gives the result.</param>
internal sealed record HostFunction(HostFunctionSignature Signature, Action<CallFrame> Handler)
{
    /// <summary>Whether its result can say that it failed.</summary>
    public bool CanFail { get; } = Signature.Result is not (WitResult.None or WitResult.U32)
        && !Signature.Result.ToString().StartsWith("Option", StringComparison.Ordinal);
}
