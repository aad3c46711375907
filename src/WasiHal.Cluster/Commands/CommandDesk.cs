using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Commands;

/// <summary>
/// Where the hub keeps what its spokes are to do. A command is begun at most once and never after its time: the node has to
/// ask for leave when it begins, and leave is given once. In memory: a hub that starts anew has nothing that nobody waits for.
/// Safe from any thread.
/// </summary>
internal sealed class CommandDesk(TimeProvider time)
{
    /// <summary>Commands of a node that nobody has begun.</summary>
    public const int MostOfANode = 16;

    /// <summary>Commands altogether.</summary>
    public const int Most = 256;

    /// <summary>Nodes that ask.</summary>
    public const int MostNodes = 256;

    /// <summary>Nodes of one address that do not prove who they are, so that made-up ones do not take the places of all others.</summary>
    public const int MostNodesOfASender = 32;

    /// <summary>A command that is not begun after it never will be.</summary>
    public static readonly TimeSpan ToBegin = TimeSpan.FromSeconds(5);

    /// <summary>How long what was begun may take.</summary>
    public static readonly TimeSpan ToEnd = TimeSpan.FromSeconds(40);

    /// <summary>How long a node's question waits for a command.</summary>
    public static readonly TimeSpan Question = TimeSpan.FromSeconds(25);

    /// <summary>A node that has not asked for so long is not there.</summary>
    public static readonly TimeSpan Absent = Question + TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, NodeLine> _lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Command> _offered = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>The nodes that are there and say that they have a route, ordered.</summary>
    public IReadOnlyList<string> NodesWith(string route)
    {
        lock (_lock)
        {
            return [.. _lines.Where(line => IsThere(line.Value) && line.Value.Accepts.Contains(route)).Select(line => line.Key).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Whether a node is there to take commands.</summary>
    public bool IsThere(string node)
    {
        lock (_lock)
        {
            return _lines.GetValueOrDefault(node) is { } line && IsThere(line);
        }
    }

    /// <summary>A node asks for what it is to do.</summary>
    /// <param name="node">The node.</param>
    /// <param name="accepts">The routes that it has.</param>
    /// <param name="sender">The address that it asks from; null when it proves who it is.</param>
    /// <param name="cancellationToken">It went, or the hub stops.</param>
    /// <returns>A command; null when there was none for <see cref="Question"/>.</returns>
    /// <exception cref="SupersededException">Another connection asks for the same node.</exception>
    public async Task<CommandOffer?> NextAsync(string node, HashSet<string> accepts, IPAddress? sender, CancellationToken cancellationToken)
    {
        var question = new TaskCompletionSource<CommandOffer>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            var line = Line(node, sender);
            line.Question?.TrySetException(new SupersededException());
            (line.Accepts, line.Asked, line.Question) = (accepts, time.GetTimestamp(), null);
            if (First(line) is { } waiting)
            {
                return Offer(waiting);
            }

            line.Question = question;
        }

        try
        {
            return await question.Task.WaitAsync(Question, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            lock (_lock)
            {
                if (_lines.GetValueOrDefault(node) is { } line)
                {
                    line.Asked = time.GetTimestamp();
                    line.Question = line.Question == question ? null : line.Question;
                }
            }
        }
    }

    /// <summary>A node asks for leave to begin.</summary>
    /// <returns>How long it may take until it begins; null when it must not: it was begun already, it is too late, or it is another node's.</returns>
    public TimeSpan? TryBegin(string id, string node)
    {
        lock (_lock)
        {
            if (_offered.GetValueOrDefault(id) is not { IsWaiting: true } command || command.Node != node || Left(command) <= TimeSpan.Zero)
            {
                return null;
            }

            _lines.GetValueOrDefault(node)?.Waiting.Remove(command);
            command.Begun.TrySetResult();
            return Left(command);
        }
    }

    /// <summary>A node says what became of a command that it began.</summary>
    /// <returns>False when it did not begin such a one.</returns>
    public bool TryEnd(string id, string node, CommandResult result)
    {
        lock (_lock)
        {
            return _offered.GetValueOrDefault(id) is { IsBegun: true } command && command.Node == node && End(command, result);
        }
    }

    /// <summary>A node says that it will not do what it had leave for: whoever asked for it need not wait.</summary>
    /// <returns>False when it did not begin such a one.</returns>
    public bool TryDecline(string id, string node) => TryEnd(id, node, CommandResult.NotBegun);

    /// <summary>Has a node do something, and waits for what becomes of it.</summary>
    /// <param name="node">The node.</param>
    /// <param name="path">Its own route, with parameters.</param>
    /// <param name="body">What is sent to the route.</param>
    /// <param name="cancellationToken">Whoever asked went: what was not begun never will be.</param>
    public async Task<CommandResult> SendAsync(string node, string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var command = new Command(node, path, body, time.GetTimestamp());
        lock (_lock)
        {
            if (_count >= Most || _lines.GetValueOrDefault(node) is not { } line || line.Waiting.Count >= MostOfANode)
            {
                return CommandResult.NotBegun;
            }

            line.Waiting.AddLast(command);
            _count++;
            if (line.Question is { } question)
            {
                question.TrySetResult(Offer(command));
                line.Question = null;
            }
        }

        try
        {
            await command.Begun.Task.WaitAsync(ToBegin, time, cancellationToken).ConfigureAwait(false);
            return await command.Result.Task.WaitAsync(ToEnd, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            return GiveUp(command);
        }
    }

    private CommandResult GiveUp(Command command)
    {
        lock (_lock)
        {
            if (command.Result.Task is { IsCompletedSuccessfully: true } ended)
            {
                return ended.Result;
            }

            var result = command.IsWaiting ? CommandResult.NotBegun : CommandResult.Unknown;
            End(command, result);
            return result;
        }
    }

    // An offer that was lost on the way is void: the next one of the same command has another id, so that who held the old one neither begins it nor declines it.
    private CommandOffer Offer(Command command)
    {
        _offered.Remove(command.Id);
        command.Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _offered[command.Id] = command;
        return new(command.Id, command.Path, Encoding.UTF8.GetString(command.Body.Span), (int)Left(command).TotalMilliseconds);
    }

    private bool End(Command command, CommandResult result)
    {
        _count--;
        _offered.Remove(command.Id);
        _lines.GetValueOrDefault(command.Node)?.Waiting.Remove(command);
        return command.Result.TrySetResult(result);
    }

    // The same one again when its offer was lost on the way: what counts is when it is begun.
    private Command? First(NodeLine line) => line.Waiting.FirstOrDefault(command => Left(command) > TimeSpan.Zero);

    private TimeSpan Left(Command command) => ToBegin - time.GetElapsedTime(command.Asked);

    private bool IsThere(NodeLine line) => line.Question is not null || time.GetElapsedTime(line.Asked) < Absent;

    private NodeLine Line(string node, IPAddress? sender)
    {
        if (_lines.TryGetValue(node, out var known))
        {
            known.Sender = sender;
            return known;
        }

        if (sender is not null && Room(line => sender.Equals(line.Sender), MostNodesOfASender) <= 0)
        {
            throw TooMany($"More than {MostNodesOfASender} nodes of {sender} that prove nothing ask for commands.");
        }

        return Room(_ => true, MostNodes) > 0 ? _lines[node] = new() { Sender = sender } : throw TooMany($"More than {MostNodes} nodes ask for commands.");
    }

    // Who is not there any more makes room.
    private int Room(Func<NodeLine, bool> isCounted, int most)
    {
        var count = _lines.Values.Count(isCounted);
        if (count >= most && _lines.FirstOrDefault(line => isCounted(line.Value) && !IsThere(line.Value) && line.Value.Waiting.Count == 0).Key is { } gone)
        {
            _lines.Remove(gone);
            count--;
        }

        return most - count;
    }

    private static BadHttpRequestException TooMany(string problem) => new(problem, StatusCodes.Status503ServiceUnavailable);
}
