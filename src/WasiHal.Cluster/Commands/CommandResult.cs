namespace WasiHal.Cluster.Commands;

/// <summary>What became of a command.</summary>
/// <param name="Kind">Whether it was done.</param>
/// <param name="Status">What the node's own route answered; 0 when it did not.</param>
/// <param name="Body">The JSON that it answered.</param>
internal sealed record CommandResult(CommandResultKind Kind, int Status, ReadOnlyMemory<byte> Body)
{
    /// <summary>It was certainly not begun, and never will be.</summary>
    public static readonly CommandResult NotBegun = new(CommandResultKind.NotBegun, 0, default);

    /// <summary>It was begun, and nobody has said how it went.</summary>
    public static readonly CommandResult Unknown = new(CommandResultKind.Unknown, 0, default);
}
