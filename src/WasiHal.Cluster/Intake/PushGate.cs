using System.Net;

namespace WasiHal.Cluster.Intake;

/// <summary>
/// Bounds the pushes that are handled at once, altogether and of one address, so that no slow sender keeps out the others.
/// One that finds no room waits for its turn, first come first served: a fleet that comes back at once, or that sits behind
/// one router, is taken one after the other. Safe from any thread.
/// </summary>
internal sealed class PushGate(TimeProvider time)
{
    /// <summary>Pushes at once.</summary>
    public const int Most = 32;

    /// <summary>Pushes of one address at once.</summary>
    public const int MostOfAnAddress = 8;

    /// <summary>Pushes that wait. Each holds a connection and no body.</summary>
    public const int MostWaiting = 256;

    /// <summary>How long a push waits at most. Shorter than a spoke's patience for an answer.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(4);

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _inside = [];
    private readonly LinkedList<Waiting> _waiting = [];
    private int _count;

    /// <summary>Lets a push in, at once or when others have left.</summary>
    /// <param name="address">Of its sender.</param>
    /// <param name="cancellationToken">The sender went.</param>
    /// <returns>False when there are too many, and were for all of <see cref="LongestWait"/>.</returns>
    /// <exception cref="OperationCanceledException">The sender went.</exception>
    public async ValueTask<bool> TryEnterAsync(IPAddress address, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(address);
        lock (_lock)
        {
            if (HasRoom(address))
            {
                Count(address);
                return true;
            }

            if (_waiting.Count >= MostWaiting)
            {
                return false;
            }

            _waiting.AddLast(waiting.Place);
        }

        try
        {
            await waiting.Turn.Task.WaitAsync(LongestWait, time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return GiveUp(waiting);
        }
        catch (OperationCanceledException)
        {
            if (GiveUp(waiting))
            {
                Leave(address);
            }

            throw;
        }
    }

    /// <summary>A push that was let in is done.</summary>
    public void Leave(IPAddress address)
    {
        lock (_lock)
        {
            _count--;
            if (--_inside[address] == 0)
            {
                _inside.Remove(address);
            }

            for (var place = _waiting.First; place is not null && _count < Most;)
            {
                var next = place.Next;
                if (HasRoom(place.Value.Address))
                {
                    _waiting.Remove(place);
                    Count(place.Value.Address);
                    place.Value.Turn.SetResult();
                }

                place = next;
            }
        }
    }

    private bool HasRoom(IPAddress address) => _count < Most && _inside.GetValueOrDefault(address) < MostOfAnAddress;

    private void Count(IPAddress address)
    {
        _count++;
        _inside[address] = _inside.GetValueOrDefault(address) + 1;
    }

    // True when its turn came at the last moment.
    private bool GiveUp(Waiting waiting)
    {
        lock (_lock)
        {
            if (waiting.Turn.Task.IsCompletedSuccessfully)
            {
                return true;
            }

            _waiting.Remove(waiting.Place);
            return false;
        }
    }

    private sealed class Waiting
    {
        public Waiting(IPAddress address)
        {
            Address = address;
            Place = new(this);
        }

        public IPAddress Address { get; }

        public LinkedListNode<Waiting> Place { get; }

        // Whoever leaves must not run what the next one does.
        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
