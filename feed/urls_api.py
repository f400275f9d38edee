"""Addresses of this app under /api/v1/."""

from django.urls import URLPattern, path

from feed import lists_api, saving_api
from feed.challenges import api as challenges
from feed.circles import api as circles
from feed.circles import api_doors as doors
from feed.people import api as people
from feed.people import api_away as away
from feed.search.api import Search
from feed.steering import api as steering
from feed.worth import api as worth

own_api_urls: list[URLPattern] = [
    path("api/v1/search", Search.as_view(), name="api_search"),
    # people
    path("api/v1/people/<slug:handle>", people.PersonDetail.as_view(), name="api_person"),
    path("api/v1/people/<slug:handle>/clips", people.PersonClips.as_view(), name="api_person_clips"),
    path("api/v1/people/<slug:handle>/remixes", people.PersonRemixes.as_view(), name="api_person_remixes"),
    path("api/v1/people/<slug:handle>/likes", people.PersonLikes.as_view(), name="api_person_likes"),
    path("api/v1/people/<slug:handle>/cameos", people.PersonCameos.as_view(), name="api_person_cameos"),
    path("api/v1/people/<slug:handle>/followers", people.Followers.as_view(), name="api_followers"),
    path("api/v1/people/<slug:handle>/following", people.Following.as_view(), name="api_following"),
    path("api/v1/people/<slug:handle>/mutuals", people.Mutuals.as_view(), name="api_mutuals"),
    path("api/v1/people/<slug:handle>/follow", people.PersonFollow.as_view(), name="api_follow"),
    path("api/v1/people/<slug:handle>/block", away.PersonBlocking.as_view(), name="api_block"),
    path("api/v1/me/followers/<slug:handle>", people.FollowerDrop.as_view(), name="api_follower"),
    path("api/v1/me/showing", people.MyShowing.as_view(), name="api_showing"),
    path("api/v1/blocks", away.Blocks.as_view(), name="api_blocks"),
    path("api/v1/mutes", away.Mutes.as_view(), name="api_mutes"),
    path("api/v1/mutes/<int:mute_id>", away.MuteDetail.as_view(), name="api_mute"),
    # what one likes and keeps
    path("api/v1/clips/<uuid:clip_id>/like", saving_api.ClipLike.as_view(), name="api_like"),
    path("api/v1/clips/<uuid:clip_id>/save", saving_api.ClipSave.as_view(), name="api_save"),
    path("api/v1/saved", saving_api.SavedList.as_view(), name="api_saved"),
    path("api/v1/collections", saving_api.Collections.as_view(), name="api_collections"),
    path(
        "api/v1/collections/<uuid:collection_id>",
        saving_api.CollectionDetail.as_view(),
        name="api_collection",
    ),
    path(
        "api/v1/collections/<uuid:collection_id>/clips",
        saving_api.CollectionClips.as_view(),
        name="api_collection_clips",
    ),
    path(
        "api/v1/collections/<uuid:collection_id>/clips/<uuid:clip_id>",
        saving_api.CollectionClip.as_view(),
        name="api_collection_clip",
    ),
    path("api/v1/lists", lists_api.Lists.as_view(), name="api_lists"),
    path("api/v1/lists/<int:list_id>", lists_api.ListDetail.as_view(), name="api_list"),
    path("api/v1/lists/<int:list_id>/people", lists_api.ListPeople.as_view(), name="api_list_people"),
    path("api/v1/lists/<int:list_id>/clips", lists_api.ListClips.as_view(), name="api_list_clips"),
    # circles
    path("api/v1/circles", circles.Circles.as_view(), name="api_circles"),
    path("api/v1/circles/<uuid:circle_id>", circles.CircleDetail.as_view(), name="api_circle"),
    path("api/v1/circles/<uuid:circle_id>/leave", circles.CircleLeave.as_view(), name="api_circle_leave"),
    path("api/v1/circles/<uuid:circle_id>/clips", circles.CircleClips.as_view(), name="api_circle_clips"),
    path(
        "api/v1/circles/<uuid:circle_id>/clips/<uuid:clip_id>",
        circles.CircleClip.as_view(),
        name="api_circle_clip",
    ),
    path(
        "api/v1/circles/<uuid:circle_id>/members", circles.CircleMembers.as_view(), name="api_circle_members"
    ),
    path(
        "api/v1/circles/<uuid:circle_id>/members/<slug:handle>",
        circles.CircleMember.as_view(),
        name="api_circle_member",
    ),
    path("api/v1/circles/<uuid:circle_id>/invite", doors.CircleInvite.as_view(), name="api_circle_invite"),
    path("api/v1/circles/<uuid:circle_id>/link", doors.CircleLink.as_view(), name="api_circle_link"),
    path("api/v1/circles/<uuid:circle_id>/askings", doors.CircleAskings.as_view(), name="api_circle_askings"),
    path(
        "api/v1/circles/<uuid:circle_id>/askings/<int:asking_id>",
        doors.CircleAsking.as_view(),
        name="api_circle_asking",
    ),
    path("api/v1/circles/enter/<str:code>", doors.CircleEnter.as_view(), name="api_circle_enter"),
    path("api/v1/invitations", doors.Invitations.as_view(), name="api_invitations"),
    path("api/v1/invitations/<int:invitation_id>", doors.InvitationAnswer.as_view(), name="api_invitation"),
    # challenges
    path("api/v1/challenges", challenges.Challenges.as_view(), name="api_challenges"),
    path("api/v1/challenges/<uuid:challenge_id>", challenges.ChallengeDetail.as_view(), name="api_challenge"),
    path(
        "api/v1/challenges/<uuid:challenge_id>/ranking",
        challenges.ChallengeRanking.as_view(),
        name="api_ranking",
    ),
    path(
        "api/v1/challenges/<uuid:challenge_id>/enter", challenges.ChallengeEnter.as_view(), name="api_enter"
    ),
    path(
        "api/v1/challenges/<uuid:challenge_id>/clips/<uuid:clip_id>/vote",
        challenges.ChallengeVote.as_view(),
        name="api_vote",
    ),
    path("api/v1/challenges/<uuid:challenge_id>/stop", challenges.ChallengeStop.as_view(), name="api_stop"),
    # steering
    path("api/v1/steering", steering.SteeringNow.as_view(), name="api_steering"),
    path("api/v1/steering/undo", steering.SteeringUndo.as_view(), name="api_steering_undo"),
    path("api/v1/steering/answer", steering.SteeringAnswer.as_view(), name="api_steering_answer"),
    path("api/v1/moods", steering.Moods.as_view(), name="api_moods"),
    path("api/v1/moods/<int:mood_id>", steering.OneMood.as_view(), name="api_mood"),
    path("api/v1/clips/<uuid:clip_id>/less", steering.ClipLess.as_view(), name="api_clip_less"),
    path("api/v1/less", steering.LessList.as_view(), name="api_less"),
    path("api/v1/less/<int:row_id>", steering.OneLess.as_view(), name="api_less_one"),
    # what comes less often
    path("api/v1/clips/<uuid:clip_id>/demotions", worth.ClipDemotions.as_view(), name="api_demotions"),
    path(
        "api/v1/clips/<uuid:clip_id>/demotions/<int:demotion_id>",
        worth.ClipDemotion.as_view(),
        name="api_demotion",
    ),
]
