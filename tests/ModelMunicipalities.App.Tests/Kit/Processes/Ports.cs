using System.Net;
using System.Net.Sockets;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>Ports to listen on: the portal must know its address before it listens.</summary>
internal static class Ports
{
    // Below those that the system gives to whoever connects.
    private const int First = 20_000;

    private const int Count = 12_000;

    private static int _next = Random.Shared.Next(Count);

    /// <summary>One that nobody listens on; never the same twice.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref _next) % Count);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken; the next.
            }
        }
    }
}
