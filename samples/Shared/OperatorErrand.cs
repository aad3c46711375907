using WasiHal.Cluster;

namespace Samples;

/// <summary>What an operator asks of a node's data, whether the node runs or not.</summary>
internal static class OperatorErrand
{
    /// <summary>Does it.</summary>
    /// <param name="errand">The option.</param>
    /// <param name="subject">With what or whom.</param>
    /// <param name="services">The node's.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string errand, string? subject, IServiceProvider services)
    {
        try
        {
            return await DoAsync(errand, subject ?? "", services);
        }
        catch (ArgumentException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
    }

    private static async Task<int> DoAsync(string errand, string subject, IServiceProvider services)
    {
        var credentials = services.GetRequiredService<OperatorCredentials>();
        switch (errand)
        {
            case "--password":
                Console.WriteLine($"Password: {credentials.NewPassword()}");
                return 0;
            case "--token":
                Console.WriteLine(credentials.NewToken(subject));
                return 0;
            case "--revoke-token":
                return Told(credentials.RevokeToken(subject), $"The token {subject} is good for nothing from now on.", $"There is no token {subject}.");
            case "--join":
                Console.WriteLine($"Joined {await services.GetRequiredService<HubEnrolment>().JoinAsync(subject, CancellationToken.None)}. A spoke that runs has to be started anew.");
                return 0;
            default:
                return OfNodes(errand, subject, services.GetRequiredService<NodeEnrolment>());
        }
    }

    private static int OfNodes(string errand, string subject, NodeEnrolment nodes)
    {
        switch (errand)
        {
            case "--enrol":
                Console.WriteLine(nodes.NewToken(subject));
                return 0;
            case "--revoke":
                return Told(nodes.Revoke(subject), $"{subject} is refused from now on.", $"No node {subject} joined this hub.");
            default:
                foreach (var (node, isRevoked) in nodes.Nodes)
                {
                    Console.WriteLine(isRevoked ? $"{node} (revoked)" : node);
                }

                return 0;
        }
    }

    private static int Told(bool isDone, string done, string notDone)
    {
        (isDone ? Console.Out : Console.Error).WriteLine(isDone ? done : notDone);
        return isDone ? 0 : 1;
    }
}
