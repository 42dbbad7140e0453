namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class AnswerPollTests(DatabaseProvider provider) : PollTest(provider)
{
    [TestCase("""{"answers":[]}""", "NothingGiven", "answers")]
    [TestCase("""{}""", "NothingGiven", "answers")]
    [TestCase("""{"answers":[null]}""", "PollSlotUnknown", "answers[0].slot")]
    [TestCase("""{"answers":[{"slot":2147483647,"reply":"yes"}]}""", "PollSlotUnknown", "answers[0].slot")]
    [TestCase("""{"answers":[{"slot":SLOT}]}""", "PollReplyMissing", "answers[0].reply")]
    [TestCase("""{"answers":[{"slot":SLOT,"reply":"maybe"}]}""", "Unreadable", "answers[0].reply")]
    [TestCase("""{"answers":[{"slot":SLOT,"reply":7}]}""", "Unreadable", "answers[0].reply")]
    public async Task An_answer_that_is_none_is_refused_and_nothing_of_it_kept(string body, string rule, string field)
    {
        var (network, id) = await MakeAsync();
        var slots = await network.OpenPollAsync(id, "Luleå");
        var token = await network.PollTokenAsync(network["Luleå", Function.Manager]);
        body = body.Replace("SLOT", $"{slots[0]}");
        (await Guest.SendTextAsync(HttpMethod.Put, $"/api/v1/polls/{token}", body)).ShouldBeInvalid(rule, field);
        (
            await network["Luleå", Function.Manager]
                .Api.SendTextAsync(HttpMethod.Put, network.AtMeeting(id, "/poll/answers"), body)
        ).ShouldBeInvalid(rule, field);
        (await SaidAsync(network)).ShouldBeEmpty();
    }

    [Test]
    public async Task Forty_five_who_answer_at_once_lose_nothing()
    {
        var names = Enumerable.Range(1, 14).Select(i => $"Kommun {i:00}").ToArray();
        var network = await BuildAsync(n => n.Group("Piteå", names));
        var id = await network.PlannedMeetingAsync("Piteå");
        var slots = await network.OpenPollAsync(id, "Piteå");
        var members = (from o in names.Prepend("Piteå") from f in Assessment.Functions select network[o, f]).ToList();
        members.Count.ShouldBe(45);
        var tokens = (await network.MailsAsync()).ToDictionary(
            m => m.To,
            m => System.Text.RegularExpressions.Regex.Match(m.Body, "/polls/(\\S+)").Groups[1].Value
        );
        foreach (var member in members.Where((_, i) => i % 3 == 0))
        {
            (await member.Api.GetAsync(network.AtMeeting(id))).ShouldBeOk(); // Signed in beforehand.
        }

        // A third signed in, the others by their links; each has answers of her own.
        string Letters(int i) => new([.. Enumerable.Range(0, 3).Select(k => "yin"[(i + (k * (i / 9))) % 3])]);
        var replies = await Task.WhenAll(
            members.Select(
                (member, i) =>
                    Task.Run(() =>
                        i % 3 == 0
                            ? network.AnswerAsync(member, id, slots, Letters(i))
                            : Guest.PutAsync($"/api/v1/polls/{tokens[member.Email]}", Polling.Said(slots, Letters(i)))
                    )
            )
        );
        foreach (var reply in replies)
        {
            reply.ShouldBeOk();
        }

        (await SaidAsync(network)).ShouldBe(members.Select((m, i) => (m.Id, Letters(i))), ignoreOrder: true);
        (await network.Coordinator.Api.GetAsync(network.AtMeeting(id, "/poll")))["answered"]!.GetValue<int>().ShouldBe(45);
    }

    [Test]
    public async Task The_same_person_answering_many_times_at_once_has_one_answer_to_each_time()
    {
        var (network, id) = await MakeAsync();
        var slots = await network.OpenPollAsync(id, "Luleå");
        var token = await network.PollTokenAsync(network["Luleå", Function.Manager]);
        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i =>
                    Task.Run(() => Guest.PutAsync($"/api/v1/polls/{token}", Polling.Said(slots, i % 2 == 0 ? "yyy" : "nnn")))
                )
        );
        replies.ToList().ForEach(r => r.ShouldBeOk());
        (await SaidAsync(network)).Single().Letters.ShouldBeOneOf("yyy", "nnn");
    }
}
