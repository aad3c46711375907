namespace WasiHal.Hosting.Wasm.Components;

/// <summary>One function that a component is offered, of whichever contract.</summary>
/// <param name="Interface">The full name of its interface, with the version.</param>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">What it takes.</param>
/// <param name="HasResult">Whether it answers anything.</param>
/// <param name="CanFail">Whether its answer can say that it failed.</param>
/// <param name="Handler">Reads the arguments from the frame, in order, and gives the result.</param>
internal sealed record OfferedFunction(string Interface, string Name, WitType[] Parameters, bool HasResult, bool CanFail, Action<CallFrame> Handler)
{
    /// <summary>Those of our own contract.</summary>
    public static IReadOnlyList<OfferedFunction> Ours { get; } =
    [
        .. HostFunctions.All.Select(function => new OfferedFunction(
            function.Signature.Interface,
            function.Signature.Name,
            function.Signature.Parameters,
            function.Signature.Result != WitResult.None,
            function.CanFail,
            function.Handler)),
    ];
}
