namespace WasiHal.Cluster.Http;

/// <summary>How many requests of one sender are answered: a bucket of tokens, of which each request takes one.</summary>
/// <param name="AtOnce">So many in a row.</param>
/// <param name="EachSecond">So many for long.</param>
internal sealed record RequestAllowance(int AtOnce, double EachSecond)
{
    // A page asks for ten things when it is opened and for one or two a second after; a spoke pushes and asks once a second, and
    // some fifty may sit behind one router. What runs here is stopped only when it asks without a pause.
    private static readonly RequestAllowance Here = new(5_000, 1_000);
    private static readonly RequestAllowance Elsewhere = new(200, 20);
    private static readonly RequestAllowance NodesHere = new(10_000, 5_000);
    private static readonly RequestAllowance Nodes = new(400, 200);

    /// <summary>What a kind of sender may.</summary>
    public static RequestAllowance Of(RequestSource source) => source switch
    {
        RequestSource.ThisMachine => Here,
        RequestSource.NodesOfThisMachine => NodesHere,
        RequestSource.NodesElsewhere or RequestSource.JoinedNode => Nodes,
        _ => Elsewhere,
    };
}
