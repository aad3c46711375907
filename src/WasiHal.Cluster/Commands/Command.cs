namespace WasiHal.Cluster.Commands;

/// <summary>Something that a node is to do, from when it is asked for to its end. Its owner's lock guards it.</summary>
/// <param name="node">Who is to do it.</param>
/// <param name="path">The node's own route, with its parameters.</param>
/// <param name="body">What is sent to that route.</param>
/// <param name="asked">When it was asked for, by the clock that nobody sets.</param>
internal sealed class Command(string node, string path, ReadOnlyMemory<byte> body, long asked)
{
    /// <summary>Tells its newest offer from all others; nobody can guess it. Empty until it is offered.</summary>
    public string Id { get; set; } = "";

    public string Node { get; } = node;

    public string Path { get; } = path;

    public ReadOnlyMemory<byte> Body { get; } = body;

    public long Asked { get; } = asked;

    /// <summary>Whether nobody has begun it, and somebody still may. Only now it can be withdrawn.</summary>
    public bool IsWaiting => !Begun.Task.IsCompleted && !Result.Task.IsCompleted;

    /// <summary>Whether the node was told to go on, and has not said what became of it.</summary>
    public bool IsBegun => Begun.Task.IsCompleted && !Result.Task.IsCompleted;

    /// <summary>Ends when it is known what became of it.</summary>
    public TaskCompletionSource<CommandResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the node was told to go on, once.</summary>
    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
