#!/bin/sh
# The first process of a host, in namespaces of its own:  host.sh machine|plain FOLDER NAME FORWARDS
# A machine has a root of its own over this one's userland, so that what is installed on it stays on it; a plain host shares the root
# and has its own /etc. FOLDER keeps what they change.
set -e
folder=$2 name=$3 forwards=$4

first_start() {
  user=$(cat "$folder/login-user")
  if ! grep -q "^$user:" /etc/passwd; then
    echo "$user:x:1500:1500::/home/$user:/bin/bash" >>/etc/passwd
    echo "$user:x:1500:" >>/etc/group
    echo "$user:*:19000:0:99999:7:::" >>/etc/shadow
  fi
  mkdir -p "/home/$user/.ssh" /root/.ssh /etc/sudoers.d
  cat "$folder/authorized-keys" >"/home/$user/.ssh/authorized_keys"
  chown -R "$user:$user" "/home/$user"
  chmod 700 "/home/$user/.ssh" /root/.ssh
  echo "$user ALL=(ALL) NOPASSWD:ALL" >/etc/sudoers.d/90-cloud-init
  # As cloud-init does it, but for its pause of ten seconds.
  refusal="no-port-forwarding,no-agent-forwarding,no-X11-forwarding,command=\"echo 'Please login as the user \\\"$user\\\" rather than the user \\\"root\\\".';echo;exit 142\""
  sed "s|^|$(printf %s "$refusal" | sed 's/[\\&|]/\\&/g') |" "$folder/authorized-keys" >/root/.ssh/authorized_keys
  chmod 600 "/home/$user/.ssh/authorized_keys" /root/.ssh/authorized_keys
  printf '127.0.0.1 localhost\n127.0.1.1 %s\n' "$name" >/etc/hosts
  # The cloud's own mirror, which this lab's stands in for without a signature.
  rm -f /etc/apt/sources.list.d/*
  echo 'deb [trusted=yes] http://mirrors.adn.networklayer.com/debian ./' >/etc/apt/sources.list
  echo 'Acquire::http::Proxy "DIRECT";' >/etc/apt/apt.conf.d/99-lab
  ssh-keygen -q -t ed25519 -N '' -C "root@$name" -f /etc/ssh/lab_host_key
}

mkdir -p "$folder/upper" "$folder/work" "$folder/root"
case $1 in
  machine)
    mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/upper,workdir=$folder/work" "$folder/root"
    cd "$folder/root"
    mount --rbind /dev dev
    mount -t tmpfs -o mode=1777 tmpfs dev/shm
    mount -t tmpfs -o mode=1777 tmpfs dev/shm
    mount --rbind /sys sys
    mount -t proc proc proc
    mount -t tmpfs -o mode=755 tmpfs run
    mount -t tmpfs -o mode=1777 tmpfs tmp
    mkdir -p run/sshd run/kept
    mount --bind "$folder" run/kept
    pivot_root . mnt
    umount -l /mnt
    folder=/run/kept
    [ -e /etc/ssh/lab_host_key ] || first_start
    umount -l /run/kept
    ;;
  plain)
    mount -t overlay overlay -o "lowerdir=/etc,upperdir=$folder/upper,workdir=$folder/work" /etc
    mount -t proc proc /proc
    mount -t tmpfs -o mode=755 tmpfs /run
    mount -t tmpfs -o mode=1777 tmpfs /dev/shm
    ;;
esac
hostname "$name"
ip link set lo up
echo 0 >/proc/sys/net/ipv4/conf/all/rp_filter
echo 0 >/proc/sys/net/ipv4/conf/default/rp_filter
echo "$forwards" >/proc/sys/net/ipv4/ip_forward
# The cloud's endpoint gateways and this lab speak IPv4 alone.
[ ! -e /proc/sys/net/ipv6/conf/all/disable_ipv6 ] || echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6
echo ready
exec sleep infinity
