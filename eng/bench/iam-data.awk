# Writes an installation's users, projects, groups and role assignments as SQL, the same on both engines and in every run.
#
#   awk -v users=N -v projects=N -v groups=N -v assignments=N -v roles="ID ..." -v lists=FOLDER -f iam-data.awk
#
# roles: ids of roles to give. lists: a folder that gets files with some of the ids, to ask for. Half of everything belongs to
# the first organisation and the rest to twenty others. A seventh of the projects lies below another one, four levels deep at most.
# Most assignments are of a user on a project; the others go through groups and from above, as in real installations.

function new_id(    i, text) {
  text = ""
  for (i = 0; i < 8; i++) text = text sprintf("%04x", int(rand() * 65536))
  return text
}

# row TABLE-AND-COLUMNS VALUES: collects rows into statements of a thousand, which both engines read far faster than single ones.
function row(target, values) {
  if (target != open_target || open_rows == 1000) {
    flush()
    printf "INSERT INTO %s VALUES\n(%s)", target, values
    open_target = target
    open_rows = 1
    return
  }
  printf ",\n(%s)", values
  open_rows++
}

function flush() {
  if (open_rows > 0) print ";"
  open_rows = 0
  open_target = ""
}

function assign(actor_type, actor, target_type, target, inherited) {
  row("iam_role_assignments (actor_type, actor_id, target_type, target_id, role_id, inherited, created_at)",
    "'" actor_type "','" actor "','" target_type "','" target "','" role[given % role_count + 1] "'," inherited "," now)
  given++
}

BEGIN {
  srand(20260301)
  now = 1772323200000000
  role_count = split(roles, role, " ")
  organisation[0] = "default"
  print "BEGIN;"
  for (i = 1; i <= 20; i++) {
    organisation[i] = new_id()
    row("iam_organisations (id, name, name_key, description, enabled, created_at)",
      "'" organisation[i] "','bench-organisation-" i "','BENCH-ORGANISATION-" i "','',1," now)
  }

  for (i = 0; i < users; i++) {
    user[i] = new_id()
    row("iam_users (id, organisation_id, name, name_key, email, enabled, created_at)",
      "'" user[i] "','" organisation[i % 2 ? 0 : i / 2 % 20 + 1] "','bench-user-" i "','BENCH-USER-" i "','bench-user-" i "@example.com',1," now)
  }

  for (i = 0; i < projects; i++) {
    project[i] = new_id()
    owner = organisation[i % 2 ? 0 : i / 2 % 20 + 1]
    # 40 apart are projects of the same organisation; rows of a parent come first.
    block = int(i / 40) % 5
    above[i] = block == 4 || i < 40 || depth[i - 40] == 3 || (i % 8 != 1 && i % 8 != 2) ? "" : (above[i - 40] == "" ? "" : above[i - 40] " ") project[i - 40]
    depth[i] = above[i] == "" ? 0 : depth[i - 40] + 1
    has_heirs[i] = 0
    if (above[i] != "") has_heirs[i - 40] = 1
    row("iam_projects (id, organisation_id, name, name_key, description, enabled, tags, parent_id, ancestor_ids, created_at)",
      "'" project[i] "','" owner "','bench-project-" i "','BENCH-PROJECT-" i "','',1,''," (above[i] == "" ? "NULL" : "'" project[i - 40] "'") ",'" above[i] "'," now)
  }

  for (i = 0; i < groups; i++) {
    group[i] = new_id()
    row("iam_groups (id, organisation_id, name, name_key, description, created_at)",
      "'" group[i] "','" organisation[i % 2 ? 0 : i / 2 % 20 + 1] "','bench-group-" i "','BENCH-GROUP-" i "',''," now)
  }
  for (i = 0; i < groups; i++)
    for (k = 0; k < 25 && k < users; k++) row("iam_group_members (group_id, user_id, created_at)", "'" group[i] "','" user[(i * 47 + k * 1999) % users] "'," now)

  for (i = 0; i < groups; i++) {
    for (k = 0; k < 10 && k < projects; k++) assign("group", group[i], "project", project[(i * 11 + k * 1987) % projects], 0)
    if (i % 20 == 0) assign("group", group[i], "domain", organisation[i / 20 % 20 + 1], 1)
  }
  for (i = 0; i < users; i += 20) assign("user", user[i], "domain", organisation[i / 40 % 20 + 1], 0)
  for (i = 0; i < projects; i++) if (has_heirs[i]) assign("user", user[i * 3 % users], "project", project[i], 1)

  # 3989 is prime: rounds lead a user to other projects each time.
  for (i = 0; given < assignments; i++) assign("user", user[i % users], "project", project[(i % users * 13 + int(i / users) * 3989) % projects], 0)
  flush()
  print "COMMIT;"

  asked = users < 1000 ? users : 1000
  for (i = 0; i < asked; i++) {
    u = int(rand() * users)
    print user[u] >(lists "/users")
    print "bench-user-" u >(lists "/user-names")
    p = int(rand() * projects)
    print project[p] >(lists "/projects")
    print "bench-project-" p >(lists "/project-names")
    print organisation[i % 21] >(lists "/organisations")
  }
}
