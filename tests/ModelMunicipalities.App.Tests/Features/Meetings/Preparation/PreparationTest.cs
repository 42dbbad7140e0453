namespace ModelMunicipalities.App.Tests.Features.Meetings;

/// <summary>What tests of preparation share: a meeting so near that everybody may read the pack.</summary>
public abstract class PreparationTest(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private protected const string Hostile = "<script>alert('x')</script>";

    private protected async Task<(TestNetwork Network, Room Room)> MakeAsync()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var meeting = await network.MeetingAsync("Luleå", "bm1");

        await network.MoveMeetingAsync(meeting, 48);
        meeting = await network.MeetingAsync("Luleå", "bm1");
        return (
            network,
            new Room(
                meeting.Id,
                network.InNetwork($"/meetings/{meeting.Id}"),
                network.Page($"/meetings/{meeting.Id}"),
                meeting.StartsAt!.Value
            )
        );
    }

    private protected sealed record Room(int Id, string Path, string Page, DateTimeOffset StartsAt);

    private protected static object Items(params (int Minutes, string Title, string? Lead)[] items) =>
        new
        {
            items = items.Select(i => new
            {
                minutes = i.Minutes,
                title = i.Title,
                lead = i.Lead,
            }),
        };
}
